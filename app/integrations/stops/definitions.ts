import db from '@adonisjs/lucid/services/db'
import vine from '@vinejs/vine'
import { registerDefinitions, unknownReferences } from '#app/plant/definitions'
import type { MesStopRow } from '#app/integrations/stops/rows'

interface MesStop {
  equipment: string
  /** What the MES calls it. */
  asset: string
  /** A rule may stop it without people. */
  by_rule?: boolean
  /** Who decided that it may be stopped from here, and on what ground. */
  source: string
  active?: boolean
}

/** `mes_stops.yaml`: the only equipment for which a stop may be asked of the MES. */
export function registerMesStopDefinitions(): void {
  registerDefinitions<MesStop>({
    kind: 'mes_stops',
    key: 'equipment',
    order: 45,
    schema: vine.object({
      equipment: vine.string().maxLength(40),
      asset: vine.string().minLength(1).maxLength(80),
      by_rule: vine.boolean({ strict: true }).optional(),
      source: vine.string().minLength(3).maxLength(250),
      active: vine.boolean({ strict: true }).optional(),
    }),
    validate: (rows, context) => unknownReferences(rows, 'equipment', 'equipment', context),
    async current() {
      const rows: MesStopRow[] = await db.from('mes_stops').orderBy('equipment_code')
      return rows.map(({ equipment_code, mes_asset, by_rule, source, active }) => ({ equipment: equipment_code, asset: mes_asset, by_rule: Boolean(by_rule), source, active: Boolean(active) }))
    },
    async apply(tx, rows) {
      for (const { equipment, asset, by_rule, source, active } of rows) {
        const stored = { equipment_code: equipment, mes_asset: asset, by_rule: by_rule ?? false, source, active: active ?? true }
        await tx.db.knexQuery().insert(stored).into('mes_stops').onConflict('equipment_code').merge()
      }
    },
    example: { equipment: 'BELT-1', asset: 'MES-BELT-01', source: 'Plant decision' },
  })
}

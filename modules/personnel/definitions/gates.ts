import db from '@adonisjs/lucid/services/db'
import vine from '@vinejs/vine'
import { registerDefinitions, unknownReferences } from '#app/plant/definitions'
import { noteChange } from '#modules/personnel/access/changes'
import type { GateRow } from '#modules/personnel/rows'

interface GateDefinition {
  code: string
  area: string
  name: string
  name_en: string
  direction: GateRow['direction']
  mode: GateRow['mode']
  door_output?: string | null
  active?: boolean
}

/** `gates.yaml`: every door that asks, and what it does while nobody answers. */
export function registerGateDefinitions(): void {
  registerDefinitions<GateDefinition>({
    kind: 'gates',
    order: 44,
    schema: vine.object({
      code: vine.string().regex(/^[A-Z][A-Z0-9-]{0,39}$/),
      area: vine.string(),
      name: vine.string().maxLength(80),
      name_en: vine.string().maxLength(80),
      direction: vine.enum(['in', 'out', 'both'] as const),
      mode: vine.enum(['fail_secure', 'fail_safe'] as const),
      door_output: vine.string().maxLength(60).nullable().optional(),
      active: vine.boolean({ strict: true }).optional(),
    }),
    validate: (rows, context) => [
      ...unknownReferences(rows, 'area', 'areas', context),
      ...unknownReferences(rows, 'door_output', 'outputs', context),
    ],
    async current() {
      const rows: GateRow[] = await db.from('gates').orderBy('code')
      return rows.map(({ area_code: area, ...row }) => ({ ...row, area, active: Boolean(row.active) }))
    },
    async apply(tx, rows) {
      for (const { area, ...row } of rows) {
        const stored = { ...row, area_code: area, door_output: row.door_output ?? null, active: row.active ?? true }
        await tx.db.knexQuery().insert(stored).into('gates').onConflict('code').merge()
      }
      await noteChange(tx, 'places')
    },
    example: { code: 'GAS2-MAIN', area: 'GAS2', name: '煤气区二大门', name_en: 'Gas area 2, main gate', direction: 'both', mode: 'fail_secure' },
  })
}

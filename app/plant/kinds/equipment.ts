import db from '@adonisjs/lucid/services/db'
import vine from '@vinejs/vine'
import { registerDefinitions, unknownReferences } from '#app/plant/definitions'
import type { EquipmentRow } from '#app/plant/queries/find_equipment'

interface EquipmentDefinition {
  code: string
  area: string
  kind: string
  name: string
  name_en: string
  active?: boolean
}

export const EQUIPMENT_KINDS = [
  'furnace',
  'converter',
  'caster',
  'mill',
  'crane',
  'gas_holder',
  'booster',
  'pipeline',
  'pressure_vessel',
  'fan',
  'transformer',
  'compressor',
  'conveyor',
  'other',
] as const

export const equipmentSchema = vine.object({
  code: vine.string().regex(/^[A-Z][A-Z0-9-]{0,39}$/),
  area: vine.string(),
  kind: vine.enum(EQUIPMENT_KINDS),
  name: vine.string().maxLength(80),
  name_en: vine.string().maxLength(80),
  active: vine.boolean({ strict: true }).optional(),
})

/** `equipment.yaml`: what stands in the areas, and is operated, inspected and isolated. */
export function registerEquipmentDefinitions(): void {
  registerDefinitions<EquipmentDefinition>({
    kind: 'equipment',
    order: 30,
    schema: equipmentSchema,
    validate: (rows, context) => unknownReferences(rows, 'area', 'areas', context),
    async current() {
      const rows: EquipmentRow[] = await db.from('equipment').orderBy('code')
      return rows.map(({ code, area_code: area, kind, name, name_en, active }) => {
        return { code, area, kind, name, name_en, active: Boolean(active) }
      })
    },
    async apply(tx, rows) {
      for (const { area, active = true, ...row } of rows)
        await tx.db
          .knexQuery()
          .insert({ ...row, area_code: area, active })
          .into('equipment')
          .onConflict('code')
          .merge()
    },
    example: { code: 'GAS2-HOLDER-1', area: 'GAS2', kind: 'gas_holder', name: '1#转炉煤气柜', name_en: 'LDG holder 1' },
  })
}

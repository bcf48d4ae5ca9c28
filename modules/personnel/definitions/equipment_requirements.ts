import db from '@adonisjs/lucid/services/db'
import vine from '@vinejs/vine'
import { registerDefinitions, unknownReferences, type DefinitionFault } from '#app/plant/definitions'
import type { CheckItem } from '#modules/personnel/queries/equipment_needs'
import type { EquipmentRequirementRow } from '#modules/personnel/rows'

interface EquipmentRequirementDefinition {
  code: string
  kind?: string | null
  equipment?: string | null
  courses: string[]
  certificates: string[][]
  medical: boolean
  checklist: CheckItem[]
  session_min: number
  output?: string | null
}

const codes = () => vine.array(vine.string().maxLength(40)).distinct()

/** `equipment_requirements.yaml`: who may start a machine, what is looked at before, and for how long it is permitted. */
export function registerEquipmentRequirementDefinitions(): void {
  registerDefinitions<EquipmentRequirementDefinition>({
    kind: 'equipment_requirements',
    order: 46,
    schema: vine.object({
      code: vine.string().regex(/^[A-Z][A-Z0-9-]{0,39}$/),
      kind: vine.string().maxLength(40).nullable().optional(),
      equipment: vine.string().maxLength(40).nullable().optional(),
      courses: codes(),
      certificates: vine.array(codes().minLength(1)),
      medical: vine.boolean({ strict: true }),
      checklist: vine.array(
        vine.object({ code: vine.string().maxLength(40), name: vine.string().maxLength(80), name_en: vine.string().maxLength(80) })
      ),
      session_min: vine.number({ strict: true }).withoutDecimals().range([1, 1440]),
      output: vine.string().maxLength(60).nullable().optional(),
    }),
    validate: (rows, context) => [
      ...unknownReferences(rows, 'equipment', 'equipment', context),
      ...unknownReferences(rows, 'output', 'outputs', context),
      ...rows.flatMap((row, index): DefinitionFault[] => {
        const unknown = (kind: string, field: string, values: string[]) =>
          values
            .filter((value) => !context.known(kind).has(value))
            .map((value) => ({ row: index, path: [field], message: `There is no entry "${value}" in ${kind}.` }))
        const both = Boolean(row.kind) === Boolean(row.equipment)
        return [
          ...(both ? [{ row: index, message: 'Name either a kind of equipment or one machine.' }] : []),
          ...unknown('courses', 'courses', row.courses),
          ...unknown('certificate_types', 'certificates', row.certificates.flat()),
        ]
      }),
    ],
    async current() {
      const rows: EquipmentRequirementRow[] = await db.from('equipment_requirements').orderBy('code')
      return rows.map((row) => ({
        code: row.code,
        kind: row.equipment_kind,
        equipment: row.equipment_code,
        courses: JSON.parse(row.courses),
        certificates: JSON.parse(row.certificates),
        medical: Boolean(row.medical),
        checklist: JSON.parse(row.checklist),
        session_min: row.session_min,
        output: row.output,
      }))
    },
    async apply(tx, rows) {
      for (const row of rows) {
        const stored = {
          code: row.code,
          equipment_kind: row.kind ?? null,
          equipment_code: row.equipment ?? null,
          courses: JSON.stringify(row.courses),
          certificates: JSON.stringify(row.certificates),
          medical: row.medical,
          checklist: JSON.stringify(row.checklist),
          session_min: row.session_min,
          output: row.output ?? null,
        }
        await tx.db.knexQuery().insert(stored).into('equipment_requirements').onConflict('code').merge()
      }
    },
    example: { code: 'CRANES', kind: 'crane', courses: [], certificates: [['CRANE']], medical: true, checklist: [], session_min: 480 },
  })
}

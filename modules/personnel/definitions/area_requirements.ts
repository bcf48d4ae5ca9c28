import db from '@adonisjs/lucid/services/db'
import vine from '@vinejs/vine'
import { registerDefinitions, unknownReferences, type DefinitionContext, type DefinitionFault } from '#app/plant/definitions'
import { noteChange } from '#modules/personnel/access/changes'
import type { RequirementRow } from '#modules/personnel/rows'

interface RequirementDefinition {
  area: string
  courses: string[]
  certificates: string[][]
  roles: string[]
  authorised_roles: string[]
  medical: boolean
  permit: RequirementRow['permit']
}

const codes = () => vine.array(vine.string().maxLength(40)).distinct()

/** `area_requirements.yaml`: what somebody needs to be let into an area; a workshop's needs hold in its areas too. */
export function registerAreaRequirementDefinitions(): void {
  registerDefinitions<RequirementDefinition>({
    kind: 'area_requirements',
    key: 'area',
    order: 45,
    schema: vine.object({
      area: vine.string(),
      courses: codes(),
      certificates: vine.array(codes().minLength(1)),
      roles: codes(),
      authorised_roles: codes(),
      medical: vine.boolean({ strict: true }),
      permit: vine.enum(['none', 'contractors', 'everyone'] as const),
    }),
    validate: (rows, context) => [
      ...unknownReferences(rows, 'area', 'areas', context),
      ...rows.flatMap((row, index) => unknownCodes(row, index, context)),
    ],
    async current() {
      const rows: RequirementRow[] = await db.from('area_requirements').orderBy('area_code')
      return rows.map((row) => ({
        area: row.area_code,
        courses: JSON.parse(row.courses),
        certificates: JSON.parse(row.certificates),
        roles: JSON.parse(row.roles),
        authorised_roles: JSON.parse(row.authorised_roles),
        medical: Boolean(row.medical),
        permit: row.permit,
      }))
    },
    async apply(tx, rows) {
      for (const { area, courses, certificates, roles, authorised_roles, medical, permit } of rows) {
        const stored = {
          area_code: area,
          courses: JSON.stringify(courses),
          certificates: JSON.stringify(certificates),
          roles: JSON.stringify(roles),
          authorised_roles: JSON.stringify(authorised_roles),
          medical,
          permit,
        }
        await tx.db.knexQuery().insert(stored).into('area_requirements').onConflict('area_code').merge()
      }
      await noteChange(tx, 'places')
    },
    example: { area: 'GAS2', courses: ['GAS-SAFETY'], certificates: [], roles: [], authorised_roles: ['area_responsible'], medical: true, permit: 'none' },
  })
}

function unknownCodes(row: RequirementDefinition, index: number, context: DefinitionContext): DefinitionFault[] {
  const missing = (kind: string, field: string, values: string[]) =>
    values
      .filter((code) => !context.known(kind).has(code))
      .map((code) => ({ row: index, path: [field], message: `There is no entry "${code}" in ${kind}.` }))
  return [
    ...missing('courses', 'courses', row.courses),
    ...missing('certificate_types', 'certificates', row.certificates.flat()),
    ...missing('roles', 'roles', row.roles),
    ...missing('roles', 'authorised_roles', row.authorised_roles),
  ]
}

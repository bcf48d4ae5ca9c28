import db from '@adonisjs/lucid/services/db'
import { listAreas } from '#app/plant/index'
import type {
  AreaFacts,
  CertificateTypeFacts,
  CompanyFacts,
  CourseFacts,
  GateFacts,
  RequirementFacts,
  RestrictionFacts,
} from '#modules/personnel/access/facts'
import { blacklisting } from '#modules/personnel/access/load_people'
import type { CertificateTypeRow, CompanyRow, CourseRow, GateRow, RequirementRow, RestrictionRow } from '#modules/personnel/rows'

export interface Places {
  areas: Map<string, AreaFacts>
  gates: Map<string, GateFacts>
  requirements: Map<string, RequirementFacts>
}

/** Areas with what stands against entering them, gates, and what the areas ask for. */
export async function loadPlaces(): Promise<Places> {
  const plan = await listAreas()
  const parents = new Map(plan.map((area) => [area.code, area.parentCode]))
  const restrictions: RestrictionRow[] = await db.from('area_restrictions').whereNull('ended_at').orderBy('since')
  const gates: GateRow[] = await db.from('gates').where('active', true)
  const requirements: RequirementRow[] = await db.from('area_requirements')

  const areas = plan.map(({ code, name, nameEn, gasClass }): [string, AreaFacts] => {
    const within = lineUp(code, parents)
    const standing = restrictions.filter((row) => within.includes(row.area_code)).map(restriction)
    return [code, { code, name, nameEn, within, gasClass, restrictions: standing }]
  })
  return {
    areas: new Map(areas),
    gates: new Map(gates.map((row) => [row.code, gate(row)])),
    requirements: new Map(requirements.map((row) => [row.area_code, requirement(row)])),
  }
}

function lineUp(code: string, parents: Map<string, string | null>): string[] {
  const line: string[] = []
  for (let next: string | null | undefined = code; next && !line.includes(next); next = parents.get(next)) line.push(next)
  return line
}

const restriction = (row: RestrictionRow): RestrictionFacts => ({
  level: row.level,
  causeType: row.cause_type,
  causeId: row.cause_id,
  since: Number(row.since),
  detail: JSON.parse(row.detail),
})

const gate = (row: GateRow): GateFacts => ({
  code: row.code,
  areaCode: row.area_code,
  name: row.name,
  nameEn: row.name_en,
  direction: row.direction,
  mode: row.mode,
  doorOutput: row.door_output,
})

const requirement = (row: RequirementRow): RequirementFacts => ({
  courses: JSON.parse(row.courses),
  certificates: JSON.parse(row.certificates),
  roles: JSON.parse(row.roles),
  authorisedRoles: JSON.parse(row.authorised_roles),
  medical: Boolean(row.medical),
  permit: row.permit,
})

export interface Reference {
  companies: Map<string, CompanyFacts>
  courses: Map<string, CourseFacts>
  certificateTypes: Map<string, CertificateTypeFacts>
}

/** Companies, courses and kinds of certificates. */
export async function loadReference(): Promise<Reference> {
  const companies: CompanyRow[] = await db.from('companies')
  const courses: CourseRow[] = await db.from('courses')
  const types: CertificateTypeRow[] = await db.from('certificate_types')
  return {
    companies: new Map(companies.map((row) => [row.code, company(row)])),
    courses: new Map(courses.map((row) => [row.code, course(row)])),
    certificateTypes: new Map(
      types.map(({ code, name, name_en: nameEn, contact }) => [code, { code, name, nameEn, contact }])
    ),
  }
}

const company = (row: CompanyRow): CompanyFacts => ({
  code: row.code,
  name: row.name,
  nameEn: row.name_en,
  contractFrom: row.contract_from,
  contractTo: row.contract_to,
  blacklisted: blacklisting(row),
  contact: row.contact,
})

const course = ({ code, name, name_en: nameEn, session }: CourseRow): CourseFacts => ({
  code,
  name,
  nameEn,
  session: session ? JSON.parse(session) : null,
})

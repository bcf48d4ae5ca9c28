import db from '@adonisjs/lucid/services/db'
import vine from '@vinejs/vine'
import { registerDefinitions, unknownReferences, type DefinitionContext, type DefinitionFault } from '#app/plant/definitions'
import { isPinStored, listAccounts } from '#app/identity/index'
import type { Actor } from '#app/audit/index'
import type { Tx } from '#app/kernel/transaction'
import { saveCertificate } from '#modules/personnel/actions/save_certificate'
import { savePerson } from '#modules/personnel/actions/save_person'
import { saveTraining } from '#modules/personnel/actions/save_training'
import { day } from '#modules/personnel/definitions/day'
import type { CertificateRow, PersonRow, TrainingRow } from '#modules/personnel/rows'

export interface PersonDefinition {
  code: string
  name: string
  name_en?: string | null
  badge?: string | null
  pin?: string | null
  email?: string | null
  phone?: string | null
  locale?: 'zh-CN' | 'en'
  active?: boolean
  kind: 'employee' | 'contractor'
  company?: string | null
  area?: string | null
  supervisor?: string | null
  post?: string | null
  medical_valid_to?: string | null
  blacklisted_on?: string | null
  blacklist_cause?: string | null
  roles?: { role: string; area?: string | null }[]
  /** The newest result of each course; older ones stay on file. */
  trainings?: Record<string, { taken_on: string; score: number; valid_to: string }>
  /** The newest certificate of each kind. */
  certificates?: Record<string, { number: string; valid_from: string; valid_to: string; review_due_on?: string | null }>
}

const text = (length: number) => vine.string().trim().minLength(1).maxLength(length)

export const personFields = {
  code: vine.string().regex(/^[A-Z][A-Z0-9-]{0,39}$/),
  name: text(40),
  name_en: text(60).nullable().optional(),
  badge: vine.string().regex(/^[0-9A-Za-z]{4,32}$/).nullable().optional(),
  pin: vine.string().regex(/^\d{6}$/).nullable().optional(),
  email: vine.string().email().nullable().optional(),
  phone: text(30).nullable().optional(),
  locale: vine.enum(['zh-CN', 'en'] as const).optional(),
  active: vine.boolean({ strict: true }).optional(),
  kind: vine.enum(['employee', 'contractor'] as const),
  company: vine.string().nullable().optional(),
  area: vine.string().nullable().optional(),
  supervisor: vine.string().nullable().optional(),
  post: text(60).nullable().optional(),
  medical_valid_to: day().nullable().optional(),
  blacklisted_on: day().nullable().optional(),
  blacklist_cause: text(200).nullable().optional(),
  roles: vine.array(vine.object({ role: vine.string(), area: vine.string().nullable().optional() })).optional(),
}

/** `people.yaml`: everybody who may want in, with what they have learnt and what they hold. */
export function registerPeopleDefinitions(): void {
  registerDefinitions<PersonDefinition>({
    kind: 'people',
    order: 50,
    schema: vine.object({
      ...personFields,
      trainings: vine
        .record(vine.object({ taken_on: day(), score: vine.number({ strict: true }).range([0, 100]), valid_to: day() }))
        .optional(),
      certificates: vine
        .record(
          vine.object({ number: text(40), valid_from: day(), valid_to: day(), review_due_on: day().nullable().optional() })
        )
        .optional(),
    }),
    secrets: { pin: async (row) => isPinStored(row.code, row.pin ?? '') },
    validate: async (rows, context) => [
      ...unknownReferences(rows, 'company', 'companies', context),
      ...unknownReferences(rows, 'area', 'areas', context),
      ...unknownReferences(rows, 'supervisor', 'people', context),
      ...rows.flatMap((row, index) => personFaults(row, index, rows, context)),
      ...(await takenBadges(rows)),
    ],
    current,
    apply,
    example: { code: 'E1001', name: '王建国', badge: '10001001', kind: 'employee', area: 'ENERGY', roles: [{ role: 'worker' }] },
  })
}

function personFaults(row: PersonDefinition, index: number, rows: PersonDefinition[], context: DefinitionContext): DefinitionFault[] {
  const faults: DefinitionFault[] = []
  const fault = (path: (string | number)[], message: string) => faults.push({ row: index, path, message })
  if (row.kind === 'contractor' && !row.company) fault(['company'], 'A contractor needs a company.')
  if (row.badge && rows.some((other) => other !== row && other.badge === row.badge))
    fault(['badge'], `The badge "${row.badge}" is given out twice in this file.`)
  for (const [at, { role, area }] of (row.roles ?? []).entries()) {
    if (!context.known('roles').has(role)) fault(['roles', at, 'role'], `There is no entry "${role}" in roles.`)
    if (area && !context.known('areas').has(area)) fault(['roles', at, 'area'], `There is no entry "${area}" in areas.`)
  }
  for (const course of Object.keys(row.trainings ?? {}))
    if (!context.known('courses').has(course)) fault(['trainings', course], `There is no entry "${course}" in courses.`)
  for (const [type, { valid_from, valid_to }] of Object.entries(row.certificates ?? {})) {
    if (!context.known('certificate_types').has(type))
      fault(['certificates', type], `There is no entry "${type}" in certificate_types.`)
    if (valid_from > valid_to) fault(['certificates', type, 'valid_to'], 'The certificate ends before it begins.')
  }
  return faults
}

async function takenBadges(rows: PersonDefinition[]): Promise<DefinitionFault[]> {
  const badges = rows.flatMap(({ badge }) => (badge ? [badge] : []))
  const codes = new Set(rows.map(({ code }) => code))
  const holders = new Map((badges.length > 0 ? await listAccounts() : []).map((account) => [account.badge, account]))
  return rows.flatMap(({ code, badge }, index) => {
    const holder = badge ? holders.get(badge) : undefined
    if (!holder || holder.code === code || codes.has(holder.code)) return []
    return [{ row: index, path: ['badge'], message: `The badge "${badge}" belongs to ${holder.code}.` }]
  })
}

async function current(): Promise<PersonDefinition[]> {
  const people: PersonRow[] = await db.from('people')
  const trainings: TrainingRow[] = await db.from('training_records').orderBy('taken_on')
  const certificates: CertificateRow[] = await db.from('certificates').whereNull('revoked_at').orderBy('valid_from')
  const accounts = new Map((await listAccounts()).map((account) => [account.id, account]))
  const definitions = people.flatMap((row): PersonDefinition[] => {
    const account = accounts.get(row.account_id)
    if (!account) return []
    return [
      {
        code: account.code,
        name: account.name,
        name_en: account.nameEn,
        badge: account.badge,
        email: account.email,
        phone: account.phone,
        locale: account.locale as PersonDefinition['locale'],
        active: account.active,
        roles: account.roles.map(({ code, areaCode }) => ({ role: code, ...(areaCode ? { area: areaCode } : {}) })),
        kind: row.kind,
        company: row.company_code,
        area: row.area_code,
        supervisor: row.supervisor_code,
        post: row.post,
        medical_valid_to: row.medical_valid_to,
        blacklisted_on: row.blacklisted_on,
        blacklist_cause: row.blacklist_cause,
        trainings: newest(trainings, row, 'course_code', ({ taken_on, score, valid_to }) => ({ taken_on, score, valid_to })),
        certificates: newest(certificates, row, 'type_code', ({ number, valid_from, valid_to, review_due_on }) => {
          return { number, valid_from, valid_to, review_due_on }
        }),
      },
    ]
  })
  return definitions.sort((a, b) => a.code.localeCompare(b.code))
}

/** By code the last of the rows, which come oldest first. */
function newest<Row extends { account_id: string }, T>(rows: Row[], person: PersonRow, key: keyof Row, map: (row: Row) => T) {
  const mine = rows.filter((row) => row.account_id === person.account_id)
  return Object.fromEntries(mine.map((row) => [String(row[key]), map(row)])) as Record<string, T>
}

async function apply(tx: Tx, rows: PersonDefinition[], by: Actor): Promise<void> {
  for (const row of rows) {
    const accountId = await savePerson(tx, {
      ...row,
      nameEn: row.name_en,
      medicalValidTo: row.medical_valid_to,
      blacklistedOn: row.blacklisted_on,
      blacklistCause: row.blacklist_cause,
      roles: row.roles?.map(({ role, area }) => ({ code: role, areaCode: area ?? null })),
    })
    for (const [course, { taken_on: takenOn, score, valid_to: validTo }] of Object.entries(row.trainings ?? {}))
      await saveTraining(tx, { accountId, course, score, takenOn, validTo, recordedBy: by.name })
    for (const [type, certificate] of Object.entries(row.certificates ?? {}))
      await saveCertificate(tx, {
        accountId,
        type,
        number: certificate.number,
        validFrom: certificate.valid_from,
        validTo: certificate.valid_to,
        reviewDueOn: certificate.review_due_on,
      })
  }
}

import db from '@adonisjs/lucid/services/db'
import { listAccounts, type AccountWithRoles } from '#app/identity/index'
import type { Blacklisting, CertificateFacts, PersonFacts, TrainingFacts } from '#modules/personnel/access/facts'
import type { CertificateRow, PersonRow, TrainingRow } from '#modules/personnel/rows'

/** A person without the company, which is looked up when it is needed: a contract may change on its own. */
export type PersonRecord = Omit<PersonFacts, 'company'> & { companyCode: string | null }

/** Reads the people with these account ids, or everybody. */
export async function loadPeople(ids?: string[]): Promise<PersonRecord[]> {
  const within = <Query extends { whereIn(column: string, values: string[]): unknown }>(query: Query): Query => {
    if (ids) query.whereIn('account_id', ids)
    return query
  }
  const people: PersonRow[] = await within(db.from('people'))
  const trainings: TrainingRow[] = await within(db.from('training_records').orderBy('taken_on'))
  const certificates: CertificateRow[] = await within(db.from('certificates').orderBy('valid_from'))
  const accounts = new Map((await listAccounts(ids)).map((account) => [account.id, account]))
  const trainingsOf = grouped(trainings, training)
  const certificatesOf = grouped(certificates, certificate)

  return people.flatMap((row) => {
    const account = accounts.get(row.account_id)
    if (!account) return []
    return [person(row, account, trainingsOf.get(row.account_id) ?? [], certificatesOf.get(row.account_id) ?? [])]
  })
}

function grouped<Row extends { account_id: string }, T>(rows: Row[], map: (row: Row) => T): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const row of rows) {
    const group = groups.get(row.account_id)
    if (group) group.push(map(row))
    else groups.set(row.account_id, [map(row)])
  }
  return groups
}

const training = (row: TrainingRow): TrainingFacts => ({
  course: row.course_code,
  score: row.score,
  passMark: row.pass_mark,
  takenOn: row.taken_on,
  validTo: row.valid_to,
})

const certificate = (row: CertificateRow): CertificateFacts => ({
  type: row.type_code,
  number: row.number,
  validFrom: row.valid_from,
  validTo: row.valid_to,
  reviewDueOn: row.review_due_on,
  revokedAt: row.revoked_at === null ? null : Number(row.revoked_at),
})

export const blacklisting = (row: { blacklisted_on: string | null; blacklist_cause: string | null }): Blacklisting | null =>
  row.blacklisted_on ? { on: row.blacklisted_on, cause: row.blacklist_cause ?? '' } : null

function person(row: PersonRow, account: AccountWithRoles, trainings: TrainingFacts[], certificates: CertificateFacts[]): PersonRecord {
  const { id: accountId, code, badge, name, nameEn, locale, phone, active, roles } = account
  return {
    accountId,
    code,
    badge,
    name,
    nameEn,
    locale,
    phone,
    active,
    roles,
    kind: row.kind,
    post: row.post,
    areaCode: row.area_code,
    supervisorCode: row.supervisor_code,
    photoId: row.photo_id,
    medicalValidTo: row.medical_valid_to,
    blacklisted: blacklisting(row),
    companyCode: row.company_code,
    trainings,
    certificates,
  }
}

import db from '@adonisjs/lucid/services/db'
import type { Instant } from '#app/kernel/clock'
import { daysBetween, startOfDay } from '#modules/personnel/validity'
import type { CertificateRow, CertificateTypeRow, PersonRow } from '#modules/personnel/rows'

/**
 * How long each person's certificate of each kind runs, as it was on record at that instant: one row for each kind, of
 * the certificate that runs longest, so that a renewal takes the old one's place. Day 0 is the last day on which it is valid.
 */
export async function certificateTerms(at: Instant): Promise<Record<string, unknown>[]> {
  const certificates: CertificateRow[] = await db
    .from('certificates')
    .where('recorded_at', '<=', at)
    .where((either) => either.whereNull('revoked_at').orWhere('revoked_at', '>', at))
    .orderBy('valid_to')
  const [accounts, people, types] = await Promise.all([
    db.from('accounts').where('active', true).select('id', 'code', 'name', 'name_en'),
    db.from('people') as Promise<PersonRow[]>,
    db.from('certificate_types') as Promise<CertificateTypeRow[]>,
  ])
  const byId = new Map(accounts.map((account) => [account.id, account]))
  const idOf = new Map(accounts.map(({ id, code }) => [code, id]))
  const personOf = new Map(people.map((person) => [person.account_id, person]))
  const typeOf = new Map(types.map((type) => [type.code, type]))
  const longest = new Map(certificates.map((row) => [`${row.account_id}:${row.type_code}`, row]))
  return [...longest].sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([key, row]) => {
    const account = byId.get(row.account_id)
    if (!account) return []
    const [person, type] = [personOf.get(row.account_id), typeOf.get(row.type_code)]
    return [
      {
        key,
        label: `${account.name} ${type?.name ?? row.type_code} ${row.number}`,
        accountId: row.account_id,
        supervisorId: person?.supervisor_code ? (idOf.get(person.supervisor_code) ?? '') : '',
        person: account.name,
        person_en: account.name_en ?? account.name,
        typeCode: row.type_code,
        typeName: type?.name ?? row.type_code,
        typeName_en: type?.name_en ?? row.type_code,
        number: row.number,
        validTo: row.valid_to,
        areaCode: person?.area_code ?? '',
        days_left: daysBetween(at, startOfDay(row.valid_to)),
        ...(row.review_due_on ? { review_days_left: daysBetween(at, startOfDay(row.review_due_on)) } : {}),
      },
    ]
  })
}

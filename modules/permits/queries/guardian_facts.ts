import { findAccount, loadPerson } from '#app/identity/index'
import type { Instant } from '#app/kernel/clock'
import type { Tx } from '#app/kernel/transaction'
import { areaLabel } from '#app/plant/index'
import { isQualified, whoIsInside } from '#modules/personnel/index'
import type { GuardianFacts } from '#modules/permits/facts'
import { KEEPS_GUARDIAN } from '#modules/permits/lifecycle'
import type { PermitFile } from '#modules/permits/permit_file'
import type { PermitRow } from '#modules/permits/rows'

const GUARDIAN_ROLE = 'guardian'

/** What there is to know about somebody as the guardian of this permit; null when nobody is named. */
export async function guardianFacts(
  { permit, level, answers }: PermitFile,
  accountId: string | null,
  now: Instant,
  areaLine: string[],
  client: Pick<Tx['db'], 'from'>
): Promise<GuardianFacts | null> {
  if (!accountId) return null
  const account = await findAccount({ id: accountId })
  const person = await loadPerson(accountId)
  const needs = { certificateTypes: level.guardian.certificates, courses: level.guardian.courses }
  return {
    accountId,
    name: account?.name ?? '?',
    name_en: account?.nameEn ?? account?.name ?? '?',
    unmet: await isQualified(accountId, needs, Math.max(now, permit.start_at), Math.max(now, permit.end_at)),
    isGuardian: person?.roles.some(({ code, areaCode }) => code === GUARDIAN_ROLE && (areaCode === null || areaLine.includes(areaCode))) ?? false,
    declined: answers.some(({ account_id, answer }) => account_id === accountId && answer === 'declined'),
    elsewhere: await keptElsewhere(permit, accountId, client),
    inside: await isInside(permit.area_code, accountId),
  }
}

/** One guardian, one place at a time: another permit elsewhere whose window overlaps. */
async function keptElsewhere(permit: PermitRow, accountId: string, client: Pick<Tx['db'], 'from'>): Promise<GuardianFacts['elsewhere']> {
  const other: PermitRow | null = await client
    .from('permits')
    .where('guardian_id', accountId)
    .whereIn('state', KEEPS_GUARDIAN)
    .whereNot('id', permit.id)
    .whereNot('area_code', permit.area_code)
    .where('start_at', '<', permit.end_at)
    .where('end_at', '>', permit.start_at)
    .first()
  if (!other) return null
  const { name, nameEn } = await areaLabel(other.area_code)
  return { code: other.code, area: name, area_en: nameEn }
}

async function isInside(areaCode: string, accountId: string): Promise<boolean | null> {
  const { people, confidence } = await whoIsInside(areaCode)
  return confidence.kind === 'no_gate' ? null : people.some((person) => person.accountId === accountId)
}

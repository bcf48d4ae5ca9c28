import { accountsInRole } from '#app/identity/index'
import type { Instant } from '#app/kernel/clock'
import type { Tx } from '#app/kernel/transaction'
import { areaWithParents } from '#app/plant/index'
import type { GuardianFacts } from '#modules/permits/facts'
import type { PermitFile } from '#modules/permits/permit_file'
import { guardianFacts } from '#modules/permits/queries/guardian_facts'

export interface Candidate extends GuardianFacts {
  fit: boolean
}

/** Everybody who holds the post of guardian here: those who can take this permit first, in the order of their codes. */
export async function guardianCandidates(file: PermitFile, now: Instant, client: Pick<Tx['db'], 'from'>): Promise<Candidate[]> {
  const line = (await areaWithParents(file.permit.area_code)).map(({ code }) => code)
  const holders = new Map<string, string>()
  for (const area of line)
    for (const account of await accountsInRole('guardian', area)) holders.set(account.id, account.code)
  const barred = new Set([file.permit.applicant_id, ...file.workers.map(({ account_id }) => account_id)])
  const ids = [...holders].sort((one, other) => one[1].localeCompare(other[1])).map(([id]) => id)
  const candidates: Candidate[] = []
  for (const id of ids.filter((holder) => !barred.has(holder))) {
    const facts = await guardianFacts(file, id, now, line, client)
    if (facts) candidates.push({ ...facts, fit: facts.unmet.length === 0 && !facts.declined && !facts.elsewhere })
  }
  return candidates.sort((one, other) => Number(other.fit) - Number(one.fit))
}

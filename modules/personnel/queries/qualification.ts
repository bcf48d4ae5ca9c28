import { reason, type Reason } from '#app/kernel/reason'
import type { Instant } from '#app/kernel/clock'
import { plantTimeZone } from '#app/plant/index'
import type { PersonFacts } from '#modules/personnel/access/facts'
import { checkCertificate, checkTraining } from '#modules/personnel/access/qualification'
import { register } from '#modules/personnel/access/register'

export interface QualificationNeeds {
  /** All of these kinds. */
  certificateTypes?: string[]
  courses?: string[]
}

/** The person's records, by account id, personnel code or badge; null when nobody is known by it. */
export async function findPerson(by: { accountId: string } | { code: string } | { badge: string }): Promise<PersonFacts | null> {
  return (await register.fresh()).find(by)
}

/** Everybody in the register who is active, by personnel code. */
export async function listPeople(): Promise<PersonFacts[]> {
  const people = (await register.fresh()).all().filter(({ active }) => active)
  return people.sort((one, other) => one.code.localeCompare(other.code))
}

/**
 * Every reason why the person is not qualified on each day from `from` to `to`; none: qualified. `name` stands in each
 * reason's parameters, because these are shown where several people are judged together.
 */
export async function isQualified(accountId: string, needs: QualificationNeeds, from: Instant, to: Instant): Promise<Reason[]> {
  const { reference } = await register.fresh()
  const person = register.find({ accountId })
  if (!person?.active) return [reason('personnel.person_unknown', { name: person?.name ?? '?' })]
  const window = { from, to, zone: plantTimeZone() }
  const met = [
    ...(needs.courses ?? []).map((course) => checkTraining(person, course, reference, window)),
    ...(needs.certificateTypes ?? []).map((type) => checkCertificate(person, [type], reference, window)),
  ]
  const names = { name: person.name, name_en: person.nameEn ?? person.name }
  return met.flatMap((one) => (one.ok ? [] : [reason(one.why.code, { ...one.why.params, ...names })]))
}

import type { Instant } from '#app/kernel/clock'
import type { AccessFacts, Because, Blacklisting, Decision, PersonFacts } from '#modules/personnel/access/facts'
import { ago, checkCertificate, checkTraining, type Met, type Window } from '#modules/personnel/access/qualification'
import { endOfDay, startOfDay } from '#modules/personnel/validity'

export interface Verdict {
  decision: Decision
  /** Of a refusal all reasons; of a grant what is to be said about it. */
  reasons: Because[]
  /** The first instant at which this grant would no longer be given; null where nothing runs out. */
  validUntil: Instant | null
}

/** May enter although the area is closed: the ones who are called because it is. */
export const EMERGENCY_ROLE = 'emergency_team'

const because = (code: string, since: Instant | null = null, params?: Because['params']): Because => ({
  code: `personnel.${code}`,
  ...(params ? { params } : {}),
  since,
})

/**
 * Whether the door opens. Pure: the same facts at the same instant give the same answer. Who wants out gets out, known
 * or not, records or none; who wants in is told everything that stands against it.
 */
export function decide(facts: AccessFacts, at: Instant): Verdict {
  if (facts.direction === 'out') return { decision: 'grant', reasons: notesOnLeaving(facts), validUntil: null }

  const against: Because[] = []
  const notes: Because[] = []
  const ends: Instant[] = []
  if (!facts.recordsAvailable) against.push(because('records_unavailable'))
  else {
    if (!facts.gate || !facts.area) against.push(because('gate_unknown'))
    else if (facts.gate.direction === 'out') against.push(because('gate_is_exit', null, { gate: facts.gate.name, gate_en: facts.gate.nameEn }))
    if (!facts.person) against.push(because('badge_unknown'))
  }
  judgeArea(facts, against, notes)
  judgeGas(facts, at, against, notes)
  if (facts.person) judgePerson(facts, facts.person, at, against, ends)

  if (against.length > 0) return { decision: 'deny', reasons: against, validUntil: null }
  return { decision: 'grant', reasons: notes, validUntil: ends.length > 0 ? Math.min(...ends) : null }
}

function notesOnLeaving(facts: AccessFacts): Because[] {
  if (!facts.recordsAvailable) return [because('left_without_records')]
  return facts.person ? [] : [because('left_unknown')]
}

function judgeArea({ area, person, requirements }: AccessFacts, against: Because[], notes: Because[]): void {
  if (!area) return
  const names = { area: area.name, area_en: area.nameEn }
  const emergency = person !== null && holds(person, EMERGENCY_ROLE, area.within)
  const authorised = person !== null && requirements.flatMap((one) => one.authorisedRoles).some((role) => holds(person, role, area.within))
  for (const { level, since, causeType, detail } of area.restrictions) {
    const measured = 'point' in detail ? 'yes' : 'no'
    const params = { ...names, cause: causeType, point: '', value: '', unit: '', ...detail, measured }
    if (emergency) notes.push(because('emergency_entry', since, params))
    else if (level === 'restricted' && authorised) notes.push(because('authorised_entry', since, params))
    else against.push(because(`area_${level}`, since, params))
  }
}

/** What is not known of the air is no reason to go in; who comes with breathing apparatus is told to wear it. */
function judgeGas({ gas, area, person }: AccessFacts, at: Instant, against: Because[], notes: Because[]): void {
  if (!gas || !area) return
  const names = { area: area.name, area_en: area.nameEn }
  const reasons: Because[] = []
  if (gas.co.kind === 'unknown') reasons.push(because('co_unknown', null, names))
  if (gas.co.kind === 'known' && gas.co.mg > gas.ceilingMg)
    reasons.push(because('co_too_high', null, { ...names, value: Math.round(gas.co.mg), limit: gas.ceilingMg }))
  if (gas.pauseUntil !== null && gas.pauseUntil > at)
    reasons.push(because('pause_not_over', null, { ...names, minutes: Math.ceil((gas.pauseUntil - at) / 60_000) }))
  if (reasons.length === 0) return
  if (person !== null && holds(person, EMERGENCY_ROLE, area.within)) notes.push(because('apparatus_needed', null, names))
  else against.push(...reasons)
}

function judgePerson(facts: AccessFacts, person: PersonFacts, at: Instant, against: Because[], ends: Instant[]): void {
  const window: Window = { from: at, to: at, zone: facts.zone }
  if (!person.active) against.push(because('inactive'))
  const blacklisted = standing(person.blacklisted, window)
  if (blacklisted) against.push(because('blacklisted', startOfDay(blacklisted.on, facts.zone), { ...blacklisted }))
  judgeCompany(person, window, against, ends)
  if (facts.requirements.some((one) => one.medical)) collect(checkMedical(person, window), against, ends)

  const courses = new Set(facts.requirements.flatMap((one) => one.courses))
  for (const course of courses) collect(checkTraining(person, course, facts.catalogue, window), against, ends)
  const groups = new Map(facts.requirements.flatMap((one) => one.certificates).map((group) => [group.join(' '), group]))
  for (const group of groups.values()) collect(checkCertificate(person, group, facts.catalogue, window), against, ends)

  for (const { roles } of facts.requirements)
    if (roles.length > 0 && !roles.some((role) => holds(person, role, facts.area?.within ?? [])))
      against.push(because('role_missing', null, { area: facts.area?.name ?? '', area_en: facts.area?.nameEn ?? '' }))
  const permitNeeded = facts.requirements.some(
    (one) => one.permit === 'everyone' || (one.permit === 'contractors' && person.kind === 'contractor')
  )
  if (permitNeeded && facts.permit !== true)
    against.push(because('permit_needed', null, { area: facts.area?.name ?? '', area_en: facts.area?.nameEn ?? '' }))
}

function judgeCompany(person: PersonFacts, window: Window, against: Because[], ends: Instant[]): void {
  const { company, kind } = person
  if (!company) {
    if (kind === 'contractor') against.push(because('company_missing'))
    return
  }
  const names = { company: company.name, company_en: company.nameEn, contact: company.contact ?? '' }
  const blacklisted = standing(company.blacklisted, window)
  if (blacklisted)
    against.push(because('company_blacklisted', startOfDay(blacklisted.on, window.zone), { ...names, ...blacklisted }))
  const end = endOfDay(company.contractTo, window.zone)
  if (startOfDay(company.contractFrom, window.zone) > window.from)
    against.push(because('contract_not_begun', null, { ...names, on: company.contractFrom }))
  else if (end <= window.from) against.push(because('contract_ended', end, { ...names, ...ago(end, window) }))
  else ends.push(end)
}

const standing = (entry: Blacklisting | null, { from, zone }: Window): Blacklisting | null =>
  entry && startOfDay(entry.on, zone) <= from ? entry : null

function checkMedical(person: PersonFacts, window: Window): Met {
  const end = person.medicalValidTo ? endOfDay(person.medicalValidTo, window.zone) : null
  if (end === null) return { ok: false, why: because('medical_missing') }
  if (end <= window.from) return { ok: false, why: because('medical_expired', end, ago(end, window)) }
  return { ok: true, until: end }
}

function collect(met: Met, against: Because[], ends: Instant[]): void {
  if (met.ok) ends.push(met.until)
  else against.push(met.why)
}

/** Whether the person holds the role in the area, in what it lies in, or everywhere. */
const holds = (person: PersonFacts, role: string, within: string[]): boolean =>
  person.roles.some((held) => held.code === role && (held.areaCode === null || within.includes(held.areaCode)))

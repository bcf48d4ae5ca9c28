import type { Instant } from '#app/kernel/clock'
import type { Because, Catalogue, CertificateFacts, PersonFacts } from '#modules/personnel/access/facts'
import { sessionParams } from '#modules/personnel/access/next_session'
import { coveredUntil, daysBetween, endOfDay, plantDay, startOfDay, type Interval } from '#modules/personnel/validity'

/** The verdict on one need: why not, or until when it is met. */
export type Met = { ok: true; until: Instant } | { ok: false; why: Because }

export interface Window {
  from: Instant
  to: Instant
  zone: string
}

const unmet = (code: string, since: Instant | null, params: Because['params']): Met => ({
  ok: false,
  why: { code: `personnel.${code}`, params, since },
})

/** Whether the person passed the course and the pass counts over the whole window. Pure. */
export function checkTraining(person: PersonFacts, course: string, catalogue: Catalogue, window: Window): Met {
  const { from, to, zone } = window
  const known = catalogue.courses.get(course)
  const names = { course: known?.name ?? course, course_en: known?.nameEn ?? course }
  const params = { ...names, ...sessionParams(known?.session ?? null, from, zone) }
  const taken = person.trainings.filter((record) => record.course === course)
  const passed = taken.filter((record) => record.score >= record.passMark)
  const intervals = passed.map((record) => ({ from: startOfDay(record.takenOn, zone), to: endOfDay(record.validTo, zone) }))
  const until = coveredUntil(intervals, from)

  if (until !== null && until > to) return { ok: true, until }
  if (until !== null) return unmet('training_ends_before', until, { ...params, on: lastDay(until, zone) })
  const ended = latestEnd(intervals, from)
  if (ended !== null) return unmet('training_expired', ended, { ...params, ...ago(ended, window) })
  const failed = taken.filter((record) => startOfDay(record.takenOn, zone) <= from).sort((a, b) => (a.takenOn < b.takenOn ? 1 : -1))[0]
  if (failed && failed.score < failed.passMark) {
    const { score, passMark, takenOn } = failed
    return unmet('training_failed', startOfDay(takenOn, zone), { ...params, score, pass_mark: passMark, on: takenOn })
  }
  return unmet('training_missing', null, params)
}

/** Whether one certificate of the group, or several in turn, is in force over the whole window. Pure. */
export function checkCertificate(person: PersonFacts, group: string[], catalogue: Catalogue, window: Window): Met {
  const { from, to, zone } = window
  const held = person.certificates.filter((certificate) => group.includes(certificate.type))
  const usable = held.filter((certificate) => certificate.revokedAt === null || certificate.revokedAt > from)
  const intervals = usable.map((certificate) => inForce(certificate, zone))
  const until = coveredUntil(intervals, from)
  if (until !== null && until > to) return { ok: true, until }

  const types = group.map((code) => catalogue.certificateTypes.get(code))
  const params = {
    certificate: group.map((code, index) => types[index]?.name ?? code).join(' / '),
    certificate_en: group.map((code, index) => types[index]?.nameEn ?? code).join(' / '),
    contact: types.find((type) => type?.contact)?.contact ?? '',
  }
  if (until !== null) return unmet('certificate_ends_before', until, { ...params, on: lastDay(until, zone) })
  const revoked = held.find((certificate) => certificate.revokedAt !== null && certificate.revokedAt <= from)
  if (revoked) return unmet('certificate_revoked', revoked.revokedAt, { ...params, on: plantDay(revoked.revokedAt!, zone) })
  const unreviewed = usable.find((one) => one.reviewDueOn && endOfDay(one.reviewDueOn, zone) <= from && endOfDay(one.validTo, zone) > from)
  if (unreviewed) {
    const ended = endOfDay(unreviewed.reviewDueOn!, zone)
    return unmet('certificate_review_overdue', ended, { ...params, ...ago(ended, window) })
  }
  const ended = latestEnd(intervals, from)
  if (ended !== null) return unmet('certificate_expired', ended, { ...params, ...ago(ended, window) })
  const coming = usable.find((certificate) => startOfDay(certificate.validFrom, zone) > from)
  if (coming) return unmet('certificate_not_yet_valid', null, { ...params, on: coming.validFrom })
  return unmet('certificate_missing', null, params)
}

/** A certificate counts to its last day, or to the day by which it had to be reviewed, or until it was revoked. */
function inForce(certificate: CertificateFacts, zone: string): Interval {
  const ends = [certificate.validTo, certificate.reviewDueOn].flatMap((day) => (day ? [endOfDay(day, zone)] : []))
  if (certificate.revokedAt !== null) ends.push(certificate.revokedAt)
  return { from: startOfDay(certificate.validFrom, zone), to: Math.min(...ends) }
}

function latestEnd(intervals: Interval[], before: Instant): Instant | null {
  const ends = intervals.map((interval) => interval.to).filter((end) => end <= before)
  return ends.length > 0 ? Math.max(...ends) : null
}

/** The plant day that an end belongs to: the last one that still counts. */
export const lastDay = (end: Instant, zone: string): string => plantDay(end - 1, zone)

/** How long ago it ended, in whole days, and on which day. */
export const ago = (end: Instant, { from, zone }: Window) => ({
  days: daysBetween(end - 1, from, zone),
  on: lastDay(end, zone),
})

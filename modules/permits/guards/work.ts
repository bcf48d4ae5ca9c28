import { reason, type Reason } from '#app/kernel/reason'
import { gasVerdict } from '#modules/permits/gas'
import type { PermitFacts } from '#modules/permits/facts'
import { nextApproval } from '#modules/permits/permit_file'

const MIN_MS = 60_000
const minutesUntil = (from: number, to: number): number => Math.max(1, Math.ceil((to - from) / MIN_MS))

export function approvalsComplete(facts: PermitFacts): Reason | null {
  return facts.approvals.length > 0 && nextApproval(facts) === null && facts.approvals.every(({ decision }) => decision === 'approved')
    ? null
    : reason('permits.approvals_open')
}

export function insideWindow({ now, permit }: PermitFacts): Reason | null {
  if (now < permit.start_at) return reason('permits.too_early', { minutes: minutesUntil(now, permit.start_at) })
  return now > permit.end_at ? reason('permits.window_over') : null
}

export const windowNotOver = ({ now, permit }: PermitFacts): Reason | null =>
  now > permit.end_at ? reason('permits.window_over') : null

export const windowIsOver = ({ now, permit }: PermitFacts): Reason | null =>
  now > permit.end_at ? null : reason('permits.window_not_over')

/** The gas test that work may begin on; after a stop it must be newer than the stop. */
export function gasTested({ level, gasTests, now, limits, permit, state }: PermitFacts): Reason[] {
  const since = state === 'suspended' ? permit.suspended_at : null
  return gasVerdict(level, gasTests, { now, validMin: limits.gasTestValidMin, since }).reasons
}

/** Gas alarms that nobody has reset, and detectors that are silent: unknown is unsafe. */
export function nothingStands({ blocks }: PermitFacts): Reason[] {
  return blocks.map(({ cause_type, detail }) => {
    const params = JSON.parse(detail) as Record<string, string | number>
    return reason(cause_type === 'alarm' ? 'permits.alarm_stands' : 'permits.detector_silent', params)
  })
}

export function hadStarted({ permit }: PermitFacts): Reason | null {
  return permit.started_at === null ? reason('permits.never_started') : null
}

/** A fire can smoulder: the site is watched before it is signed off. */
export function siteWatched({ permit, level, now }: PermitFacts): Reason | null {
  const until = (permit.finished_at ?? now) + level.watch_min * MIN_MS
  return now < until ? reason('permits.watch_not_over', { minutes: minutesUntil(now, until), limit: level.watch_min }) : null
}

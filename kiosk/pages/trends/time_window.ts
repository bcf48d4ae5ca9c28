/** What is looked at: a span up to now that moves along, or a fixed period. */
export interface TimeWindow {
  from: number
  to: number
  live: boolean
}

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

export const SHORTEST_MS = SECOND_MS
export const LONGEST_MS = 3_660 * DAY_MS

export const SPANS = [
  { key: 'minute', ms: MINUTE_MS },
  { key: 'ten_minutes', ms: 10 * MINUTE_MS },
  { key: 'hour', ms: HOUR_MS },
  { key: 'shift', ms: 8 * HOUR_MS },
  { key: 'day', ms: DAY_MS },
  { key: 'week', ms: 7 * DAY_MS },
  { key: 'month', ms: 30 * DAY_MS },
  { key: 'year', ms: 366 * DAY_MS },
] as const

const within = (span: number) => Math.min(LONGEST_MS, Math.max(SHORTEST_MS, Math.round(span)))

/** The last `span` before now, moving along with it. */
export const lastSpan = (span: number, now: number): TimeWindow => ({ from: now - within(span), to: now, live: true })

/** What reaches now stays there and goes along; nothing reaches beyond. */
function placed(from: number, to: number, now: number): TimeWindow {
  return to >= now ? lastSpan(to - from, now) : { from: Math.round(from), to: Math.round(to), live: false }
}

/** Nearer (below 1) or farther: what is at `share` of the width stays where it is; a live picture keeps its end. */
export function zoomed({ from, to, live }: TimeWindow, factor: number, now: number, share = 0.5): TimeWindow {
  const span = within((to - from) * factor)
  if (live && share >= 0.5) return lastSpan(span, now)
  const fixed = from + (to - from) * share
  return placed(fixed - span * share, fixed + span * (1 - share), now)
}

/** Earlier (below 0) or later, by a share of the width. */
export function moved({ from, to }: TimeWindow, share: number, now: number): TimeWindow {
  const by = (to - from) * share
  return placed(from + by, to + by, now)
}

/** How often a live picture is drawn anew: a hundredth of its width, neither nervous nor asleep. */
export const refreshMs = ({ from, to }: TimeWindow): number => Math.min(MINUTE_MS, Math.max(2 * SECOND_MS, (to - from) / 300))

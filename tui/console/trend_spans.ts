const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** What a trend can look back on, from near to far. */
export const TREND_SPANS_MS = [10 * SECOND_MS, MINUTE_MS, 10 * MINUTE_MS, HOUR_MS, 8 * HOUR_MS, DAY_MS, 7 * DAY_MS, 30 * DAY_MS, 366 * DAY_MS] as const
export const USUAL_SPAN = TREND_SPANS_MS.indexOf(HOUR_MS)

/** One step nearer (-1) or farther (1), as far as it goes. */
export const zoomedSpan = (span: number, step: -1 | 1): number => Math.min(TREND_SPANS_MS.length - 1, Math.max(0, span + step))

import type { PointConfig, PointSnapshot, Quality } from '#modules/telemetry/engine/port'

type Fault = NonNullable<PointSnapshot['fault']>

/** A device clock that runs ahead by more than this is not believed: the sample counts as of its receipt. */
const AHEAD_MS = 5_000
/** Older than this it says nothing about now: it goes into the history only. */
export const TOO_OLD_MS = 600_000

/** The sample's own instant where it can be believed, else when it came. */
export function instantOf(ts: number | null, now: number): number {
  return ts === null || ts > now + AHEAD_MS ? now : Math.round(ts)
}

/** What is wrong with a value in itself: not a number, outside the physical range, or called bad by its device. */
export function judgeValue(value: number, quality: Quality, { min, max }: Pick<PointConfig, 'min' | 'max'>): Fault | null {
  if (!Number.isFinite(value)) return 'not_a_number'
  if (value < min || value > max) return 'out_of_range'
  return quality === 'bad' ? 'device' : null
}

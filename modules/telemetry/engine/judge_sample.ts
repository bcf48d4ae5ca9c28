import type { PointConfig, PointSnapshot, Quality } from '#modules/telemetry/engine/port'

type Fault = NonNullable<PointSnapshot['fault']>

/** A device clock that runs ahead by more than this is not believed: the sample counts as of its receipt. */
export const AHEAD_MS = 5_000
/** Older than this it says nothing about now: it goes into the history only. */
export const TOO_OLD_MS = 600_000

/** The sample's own instant where it can be believed, else when it came. */
export function instantOf(ts: number | null, now: number): number {
  return ts === null || ts > now + AHEAD_MS ? now : Math.round(ts)
}

type Range = Pick<PointConfig, 'min' | 'max' | 'invalidValues'>

/** What is wrong with a value in itself: not a number, a device's sign for none, outside the range, or called bad. */
export function judgeValue(value: number, quality: Quality, { min, max, invalidValues }: Range): Fault | null {
  if (!Number.isFinite(value)) return 'not_a_number'
  if (invalidValues?.includes(value)) return 'device'
  if (value < min || value > max) return 'out_of_range'
  return quality === 'bad' ? 'device' : null
}

import { DateTime } from 'luxon'
import type { Instant } from '#app/kernel/clock'
import { plantTimeZone } from '#app/plant/index'

/** A calendar day of the plant, `YYYY-MM-DD`. */
export type PlantDay = string

/** From the first instant to the first one after it. */
export interface Interval {
  from: Instant
  to: Instant
}

const starts = new Map<string, Instant>()
const CACHE_LIMIT = 20_000

/** The first instant of a plant day. */
export function startOfDay(day: PlantDay, zone = plantTimeZone()): Instant {
  const key = `${zone} ${day}`
  const known = starts.get(key)
  if (known !== undefined) return known
  const instant = DateTime.fromISO(day, { zone }).startOf('day').toMillis()
  if (starts.size >= CACHE_LIMIT) starts.clear()
  starts.set(key, instant)
  return instant
}

/** The first instant after a plant day: what is valid to a day is valid through its end. */
export function endOfDay(day: PlantDay, zone = plantTimeZone()): Instant {
  return startOfDay(addDays(day, 1), zone)
}

export const plantDay = (at: Instant, zone = plantTimeZone()): PlantDay => DateTime.fromMillis(at, { zone }).toISODate()!

export const addDays = (day: PlantDay, days: number): PlantDay =>
  DateTime.fromISO(day, { zone: 'utc' }).plus({ days }).toISODate()!

export const addMonths = (day: PlantDay, months: number): PlantDay =>
  DateTime.fromISO(day, { zone: 'utc' }).plus({ months }).toISODate()!

/** Whole plant days from the one of `earlier` to the one of `later`. */
export function daysBetween(earlier: Instant, later: Instant, zone = plantTimeZone()): number {
  const [from, to] = [earlier, later].map((at) => DateTime.fromMillis(at, { zone }).startOf('day'))
  return Math.round(to!.diff(from!, 'days').days)
}

/**
 * Until when, beginning at `at`, the intervals cover without a gap; null where `at` itself is not covered. A renewed
 * certificate goes on where the former one ends.
 */
export function coveredUntil(intervals: Interval[], at: Instant): Instant | null {
  let until: Instant | null = null
  for (const { from, to } of [...intervals].sort((a, b) => a.from - b.from)) {
    const edge: Instant = until ?? at
    if (from <= edge && to > edge) until = to
  }
  return until
}

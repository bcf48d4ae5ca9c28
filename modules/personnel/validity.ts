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

const edges = new Map<string, Interval>()
const CACHE_LIMIT = 20_000

/** The first instant of a plant day, and the first one after it. Thousands of records share a few hundred days. */
function edgesOf(day: PlantDay, zone: string): Interval {
  const key = `${zone} ${day}`
  const known = edges.get(key)
  if (known) return known
  const start = DateTime.fromISO(day, { zone }).startOf('day')
  const interval = { from: start.toMillis(), to: start.plus({ days: 1 }).startOf('day').toMillis() }
  if (edges.size >= CACHE_LIMIT) edges.clear()
  edges.set(key, interval)
  return interval
}

export const startOfDay = (day: PlantDay, zone = plantTimeZone()): Instant => edgesOf(day, zone).from

/** The first instant after a plant day: what is valid to a day is valid through its end. */
export const endOfDay = (day: PlantDay, zone = plantTimeZone()): Instant => edgesOf(day, zone).to

export const plantDay = (at: Instant, zone = plantTimeZone()): PlantDay => DateTime.fromMillis(at, { zone }).toISODate()!

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

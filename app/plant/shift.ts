import { DateTime } from 'luxon'
import type { Shift } from '#app/plant/area'
import type { Instant } from '#app/kernel/clock'

export interface RunningShift {
  shift: Shift
  /** When it began and when it ends. */
  startAt: Instant
  endAt: Instant
}

/** The shift that runs at an instant, by the plant's wall clock; null in a gap between shifts. */
export function shiftAt(shifts: Shift[], at: Instant, timeZone: string): RunningShift | null {
  const now = DateTime.fromMillis(at, { zone: timeZone })
  for (const day of [now.startOf('day'), now.startOf('day').minus({ days: 1 })]) {
    for (const shift of shifts) {
      const startAt = minuteOf(day, shift.startMinute)
      const nextDay = shift.endMinute <= shift.startMinute
      const endAt = minuteOf(nextDay ? day.plus({ days: 1 }) : day, shift.endMinute)
      if (startAt <= at && at < endAt) return { shift, startAt, endAt }
    }
  }
  return null
}

/** Wall clock time on that day: 08:00 stays 08:00 where the clocks were changed in the night. */
const minuteOf = (day: DateTime, minute: number): Instant =>
  day.set({ hour: Math.floor(minute / 60), minute: minute % 60 }).toMillis()

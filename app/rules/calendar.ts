import { DateTime } from 'luxon'
import type { Instant } from '#app/kernel/clock'
import type { During } from '#app/rules/definition'

/** When a rule may fire. Pure: the plant's wall clock and shifts are handed in. */
export interface Calendar {
  isOpen(at: Instant): boolean
  /** The next instant after `at` at which it is open; null: never within eight days. */
  nextOpening(at: Instant): Instant | null
}

export interface Hours {
  startMinute: number
  endMinute: number
}

const DAYS_AHEAD = 8
const HOURS = /^([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)$/

export const always: Calendar = { isOpen: () => true, nextOpening: (at) => at }

/** What a calendar needs beside itself, as plain data: it can be handed to another thread. */
export interface CalendarFacts {
  during: During
  /** The hours of the shifts that `during` names. */
  shifts: Hours[]
  timeZone: string
}

/** Hours begin and end with a minute: asked at every reading, it is worked out once a minute. */
export function calendarByMinute({ during, shifts, timeZone }: CalendarFacts): Calendar {
  const calendar = calendarOf(during, shifts, timeZone)
  let [minute, open] = [Number.NaN, false]
  let [asked, next] = [Number.NaN, null as Instant | null]
  return {
    nextOpening(at) {
      if (next === null || !(at >= asked && at < next)) [asked, next] = [at, calendar.nextOpening(at)]
      return next
    },
    isOpen(at) {
      const now = Math.floor(at / 60_000)
      if (now !== minute) [minute, open] = [now, calendar.isOpen(at)]
      return open
    },
  }
}

export function parseHours(text: string): Hours | null {
  const found = HOURS.exec(text)
  if (!found) return null
  const [start, end] = [Number(found[1]) * 60 + Number(found[2]), Number(found[3]) * 60 + Number(found[4])]
  return start === end ? null : { startMinute: start, endMinute: end }
}

/** `shifts`: the hours of the shifts that are named in `during`. A night counts to the weekday on which it began. */
export function calendarOf(during: During | null | undefined, shifts: Hours[], timeZone: string): Calendar {
  if (!during) return always
  const hours = during.hours ? parseHours(during.hours) : null
  const sets = [...(hours ? [[hours]] : []), ...(during.shifts ? [shifts] : [])]
  const weekdays = during.weekdays ? new Set(during.weekdays) : null
  const isOpen = (at: Instant): boolean => {
    const now = DateTime.fromMillis(at, { zone: timeZone })
    const minute = now.hour * 60 + now.minute
    const began = (within: Hours): number | null => {
      if (within.startMinute < within.endMinute) return minute >= within.startMinute && minute < within.endMinute ? now.weekday : null
      if (minute >= within.startMinute) return now.weekday
      return minute < within.endMinute ? now.minus({ days: 1 }).weekday : null
    }
    const onDay = (day: number | null): boolean => day !== null && (!weekdays || weekdays.has(day))
    if (sets.length === 0) return onDay(now.weekday)
    return sets.every((set) => set.some((one) => onDay(began(one))))
  }
  const edges = [0, ...sets.flat().map(({ startMinute }) => startMinute)]
  return {
    isOpen,
    nextOpening(at) {
      const today = DateTime.fromMillis(at, { zone: timeZone }).startOf('day')
      const candidates = Array.from({ length: DAYS_AHEAD }, (_, day) => today.plus({ days: day })).flatMap((day) =>
        edges.map((minute) => day.set({ hour: Math.floor(minute / 60), minute: minute % 60 }).toMillis())
      )
      return candidates.filter((instant) => instant > at && isOpen(instant)).sort((a, b) => a - b)[0] ?? null
    },
  }
}

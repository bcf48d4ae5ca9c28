import { DateTime } from 'luxon'
import type { Instant } from '#app/kernel/clock'
import type { Trigger } from '#app/rules/definition'

type Schedule = Extract<Trigger, { kind: 'schedule' }>

/** The first run after an instant, on the plant's wall clock. Pure. */
export function nextRun({ every, at }: Schedule, after: Instant, timeZone: string): Instant {
  const now = DateTime.fromMillis(after, { zone: timeZone })
  if (every === 'hour') return now.startOf('hour').plus({ hours: 1 }).toMillis()
  const [hour, minute] = (at ?? '00:00').split(':').map(Number)
  const today = now.startOf('day').set({ hour, minute })
  return (today.toMillis() > after ? today : today.plus({ days: 1 })).toMillis()
}

/** Of the runs that were missed the last one is made up for: `due` was the first of them. */
export function lastRun(schedule: Schedule, due: Instant, now: Instant, timeZone: string): Instant {
  let run = due
  for (let next = nextRun(schedule, run, timeZone); next <= now; next = nextRun(schedule, run, timeZone)) run = next
  return run
}

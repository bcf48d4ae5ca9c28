import { DateTime } from 'luxon'
import type { Instant } from '#app/kernel/clock'
import type { CourseSession } from '#modules/personnel/access/facts'

/** The next time the course is given after `at`. Pure. */
export function nextSession(session: CourseSession, at: Instant, zone: string): Instant | null {
  const now = DateTime.fromMillis(at, { zone })
  const [hour, minute] = session.time.split(':').map(Number)
  for (let days = 0; days <= 7; days += 1) {
    const candidate = now.plus({ days }).set({ hour, minute, second: 0, millisecond: 0 })
    if (session.weekdays.includes(candidate.weekday) && candidate > now) return candidate.toMillis()
  }
  return null
}

/** The parameters that say in words when and where: `day` is `today`, `tomorrow`, `later` or `none`. */
export function sessionParams(session: CourseSession | null, at: Instant, zone: string): Record<string, string> {
  const next = session ? nextSession(session, at, zone) : null
  if (!session || next === null) return { day: 'none', date: '', time: '', place: '', place_en: '', contact: session?.contact ?? '' }
  const then = DateTime.fromMillis(next, { zone })
  const days = Math.round(then.startOf('day').diff(DateTime.fromMillis(at, { zone }).startOf('day'), 'days').days)
  return {
    day: days === 0 ? 'today' : days === 1 ? 'tomorrow' : 'later',
    date: then.toFormat('MM-dd'),
    time: session.time,
    place: session.place,
    place_en: session.place_en,
    contact: session.contact,
  }
}

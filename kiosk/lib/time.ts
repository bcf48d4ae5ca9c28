import { locale, t } from '#kiosk/lib/i18n.svelte'
import { shared } from '#kiosk/lib/page_props'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

const format = (at: number, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat(locale(), { timeZone: shared().timeZone, hourCycle: 'h23', ...options }).format(at)

/** `14:05`, in the plant's time zone. */
export const clock = (at: number): string => format(at, { hour: '2-digit', minute: '2-digit' })

export const clockWithSeconds = (at: number): string => format(at, { hour: '2-digit', minute: '2-digit', second: '2-digit' })

/** `24 Nov` */
export const day = (at: number): string => format(at, { day: 'numeric', month: 'short' })

/** `24 Nov 2026`: for what lies a year away. */
export const date = (at: number): string => format(at, { day: 'numeric', month: 'short', year: 'numeric' })

/** A clock for today, day and clock for any other day. */
export function moment(at: number, now: number): string {
  const same = format(at, { dateStyle: 'short' }) === format(now, { dateStyle: 'short' })
  return same ? clock(at) : `${day(at)} ${clock(at)}`
}

/** `12 min`, `3 h 5 min`, `2 d`: the two largest parts, rounded down. */
export function duration(ms: number): string {
  const span = Math.abs(ms)
  if (span < MINUTE) return t('screen.time.seconds', { count: Math.floor(span / 1000) })
  if (span < HOUR) return t('screen.time.minutes', { count: Math.floor(span / MINUTE) })
  if (span < DAY) return t('screen.time.hours', { hours: Math.floor(span / HOUR), minutes: Math.floor((span % HOUR) / MINUTE) })
  return t('screen.time.days', { count: Math.floor(span / DAY) })
}

/** `in 12 min` or `12 min ago`. */
export function distance(at: number, now: number): string {
  if (Math.abs(at - now) < 5_000) return t('screen.time.now')
  return t(at > now ? 'screen.time.in' : 'screen.time.ago', { span: duration(at - now) })
}

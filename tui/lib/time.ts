import type { Translate } from '#tui/lib/messages'

const formats = new Map<string, Intl.DateTimeFormat>()

function formatIn(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${zone} ${JSON.stringify(options)}`
  const known = formats.get(key)
  if (known) return known
  // The Swedish form is the ISO one: 2026-11-24 09:05:00, read the same in both languages.
  const made = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, hourCycle: 'h23', ...options })
  formats.set(key, made)
  return made
}

const DAY: Intl.DateTimeFormatOptions = { year: 'numeric', month: '2-digit', day: '2-digit' }
const CLOCK: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' }

/** Times are the plant's, not those of the machine the console runs on. */
export const dayText = (at: number, zone: string): string => formatIn(zone, DAY).format(at)
export const clockText = (at: number, zone: string): string => formatIn(zone, CLOCK).format(at)
export const secondsText = (at: number, zone: string): string =>
  formatIn(zone, { ...CLOCK, second: '2-digit' }).format(at)

/** The clock alone today, with the day in front on any other day. */
export function momentText(at: number, now: number, zone: string): string {
  const day = dayText(at, zone)
  return day === dayText(now, zone) ? clockText(at, zone) : `${day.slice(5)} ${clockText(at, zone)}`
}

const STEPS = [
  { unit: 'days', ms: 86_400_000, from: 172_800_000 },
  { unit: 'hours', ms: 3_600_000, from: 7_200_000 },
  { unit: 'minutes', ms: 60_000, from: 120_000 },
] as const

/** A length of time in its largest fitting unit: 45 s, 12 min, 5 h, 12 d. */
export function spanText(ms: number, t: Translate): string {
  const length = Math.max(0, ms)
  const step = STEPS.find(({ from }) => length >= from)
  if (!step) return t('tui.time.seconds', { count: Math.floor(length / 1000) })
  return t(`tui.time.${step.unit}`, { count: Math.floor(length / step.ms) })
}

/** "3 min ago" or "in 12 min". */
export function relativeText(at: number, now: number, t: Translate): string {
  return at <= now
    ? t('tui.time.ago', { span: spanText(now - at, t) })
    : t('tui.time.in', { span: spanText(at - now, t) })
}

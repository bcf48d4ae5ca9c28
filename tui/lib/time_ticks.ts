import { clockText, dayText, secondsText } from '#tui/lib/time'

const SECOND_MS = 1_000
const MINUTE_MS = 60 * SECOND_MS
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** Steps that people count time in. */
const STEPS_MS = [
  ...[1, 2, 5, 10, 15, 30].map((count) => count * SECOND_MS),
  ...[1, 2, 5, 10, 15, 30].map((count) => count * MINUTE_MS),
  ...[1, 2, 3, 4, 6, 8, 12].map((count) => count * HOUR_MS),
  ...[1, 2, 4, 7, 14, 30, 61, 122, 366].map((count) => count * DAY_MS),
]

export interface Tick {
  at: number
  text: string
}

/** How far the zone's wall clock is ahead of UTC at an instant. */
function aheadOf(at: number, zone: string): number {
  const second = Math.floor(at / SECOND_MS) * SECOND_MS
  return Date.parse(`${dayText(second, zone)}T${secondsText(second, zone)}Z`) - second
}

/** Round times of the plant's clock, at most `most` of them, as fine as the picture is near. */
export function timeTicks(from: number, to: number, zone: string, most: number): Tick[] {
  const step = STEPS_MS.find((one) => (to - from) / one <= Math.max(1, most)) ?? STEPS_MS.at(-1)!
  const ahead = aheadOf(from, zone)
  const label = (at: number): string => {
    if (step < MINUTE_MS) return secondsText(at, zone)
    if (step < DAY_MS) return clockText(at, zone) === '00:00' ? dayText(at, zone).slice(5) : clockText(at, zone)
    return step > 14 * DAY_MS ? dayText(at, zone).slice(0, 7) : dayText(at, zone).slice(5)
  }
  const ticks: Tick[] = []
  for (let at = Math.ceil((from + ahead) / step) * step - ahead; at <= to; at += step) ticks.push({ at, text: label(at) })
  return ticks
}

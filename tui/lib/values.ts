import type { BoardPoint } from '#app/board/snapshot'
import { span, type Span } from '#tui/lib/line'
import type { Translate } from '#tui/lib/messages'
import { UNKNOWN_SHAPE, type Tone } from '#tui/lib/tones'

/** Three significant digits are what a person compares at a glance; whole numbers stay whole. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return '?'
  const size = Math.abs(value)
  if (Number.isInteger(value) && size < 1e6) return String(value)
  if (size >= 1e6 || (size > 0 && size < 0.001)) return value.toExponential(2)
  return value.toFixed(size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3)
}

/** The same three digits on an axis or in a trend, where nothing is known between two readings. */
export const maybeNumber = (value: number | null): string => (value === null ? '?' : numberText(value))

export const withUnit = (value: number | null, unit: string | null): string =>
  unit ? `${maybeNumber(value)} ${unit}` : maybeNumber(value)

/** What is not known to be good is unknown: also a good value that the console itself has not heard of lately. */
export const isUnknown = (point: BoardPoint, stale: boolean): boolean =>
  stale || point.quality === 'bad' || point.value === null

export type LimitSide = 'll' | 'l' | 'h' | 'hh'

/** The outermost limit that the value has reached, if any. */
export function passedLimit({ value, limits }: BoardPoint): LimitSide | null {
  if (value === null) return null
  if (limits.hh !== null && value >= limits.hh) return 'hh'
  if (limits.ll !== null && value <= limits.ll) return 'll'
  if (limits.h !== null && value >= limits.h) return 'h'
  if (limits.l !== null && value <= limits.l) return 'l'
  return null
}

const LIMIT_TONES: Record<LimitSide, Tone> = { hh: 'alarm_1', ll: 'alarm_1', h: 'alarm_2', l: 'alarm_2' }
const LIMIT_MARKS: Record<LimitSide, string> = { hh: '↑↑', ll: '↓↓', h: '↑', l: '↓' }

export function valueSpan(point: BoardPoint, stale: boolean, t: Translate): Span {
  if (isUnknown(point, stale)) return span(`${UNKNOWN_SHAPE} ${t('tui.unknown')}`, 'unknown')
  const passed = passedLimit(point)
  const text = withUnit(point.value, point.unit)
  if (passed) return span(`${LIMIT_MARKS[passed]} ${text}`, LIMIT_TONES[passed], true)
  return point.quality === 'uncertain' ? span(`~ ${text}`, 'unknown') : span(text)
}

import type { BoardPoint, BoardPrediction } from '#app/board/snapshot'
import { fact, span, type Line, type Span } from '#tui/lib/line'
import { relativeText, secondsText, spanText } from '#tui/lib/time'
import { pointsNow } from '#tui/console/point_rows'
import { trendBlock } from '#tui/console/trend_block'
import { predictionLines } from '#tui/lib/prediction_lines'
import { isUnknown, maybeNumber, valueSpan, withUnit } from '#tui/lib/values'
import { named } from '#tui/lib/reading'
import { words, type Item, type View, type ViewContext } from '#tui/console/view'

/** Unknown first (a blind spot is not "fine"), then the nearest to its limit. */
export const sortPoints = (points: BoardPoint[]): BoardPoint[] =>
  [...points].sort((a, b) => nearness(b) - nearness(a) || a.code.localeCompare(b.code))

const nearness = (point: BoardPoint): number =>
  point.quality === 'bad' || point.value === null ? Infinity : (point.deviation ?? -1)

export const limitText = ({ limits, unit }: BoardPoint): string => {
  const parts = (['ll', 'l', 'h', 'hh'] as const).filter((side) => limits[side] !== null)
  return parts.length === 0
    ? '—'
    : `${parts.map((side) => `${side.toUpperCase()} ${maybeNumber(limits[side])}`).join('  ')} ${unit}`
}

export const ageSpan = (point: BoardPoint, { t, now }: ViewContext): Span =>
  point.ts === null
    ? span(t('tui.never'), 'unknown')
    : span(spanText(now - point.ts, t), now - point.ts > 10_000 ? 'unknown' : 'quiet')

export const qualitySpan = (point: BoardPoint, context: ViewContext): Span => {
  if (context.stale) return span(context.t('tui.quality.no_link'), 'unknown')
  const quality = context.t(`tui.quality.${point.quality}`)
  const text = point.fault ? `${quality} · ${context.t(`tui.point_fault.${point.fault}`)}` : quality
  return span(text, point.quality === 'good' ? 'quiet' : 'unknown')
}

function detail(point: BoardPoint, predictions: BoardPrediction[], context: ViewContext, width: number, height: number): Line[] {
  const { t, zone, now } = context
  const label = context.language === 'en' ? 12 : 10
  const row = (key: string, value: Span) => fact(t(`tui.field.${key}`), value, label, width)
  const unknown = isUnknown(point, context.stale)
  const lastKnown =
    unknown && point.value !== null ? row('last_value', span(withUnit(point.value, point.unit), 'quiet')) : []
  const facts = [
    [span(named(context, point), 'strong', true), span(`  ${point.code}`, 'quiet')],
    ...row('value', valueSpan(point, context.stale, t)),
    ...lastKnown,
    ...row('quality', qualitySpan(point, context)),
    ...row(
      'age',
      point.ts === null
        ? ageSpan(point, context)
        : span(`${secondsText(point.ts, zone)} · ${relativeText(point.ts, now, t)}`)
    ),
    ...row('limits', span(limitText(point))),
  ]
  const foreseen = predictionLines(predictions.filter(({ pointCode }) => pointCode === point.code), context, width)
  facts.push(...foreseen)
  return [...facts, ...trendBlock(point, context, width, height - facts.length)]
}

const toItem = (point: BoardPoint, predictions: BoardPrediction[], context: ViewContext): Item => ({
  key: point.code,
  pointCode: point.code,
  search: () =>
    words(point.code, point.name, point.nameEn, point.areaCode, point.kind, qualitySpan(point, context).text),
  cells: () => [
    span(point.code),
    span(named(context, point)),
    valueSpan(point, context.stale, context.t),
    qualitySpan(point, context),
    ageSpan(point, context),
    span(limitText(point), 'quiet'),
  ],
  detail: (width, height) => detail(point, predictions, context, width, height),
})

export const points: View = {
  id: 'points',
  fetches: 'points',
  columns: [
    { title: 'tui.column.code', width: 15, spare: 1 },
    { title: 'tui.column.name', width: 12, grow: 2, spare: 0 },
    { title: 'tui.column.value', width: 13, align: 'right', spare: 0 },
    { title: 'tui.column.quality', width: 10, grow: 1, spare: 0 },
    { title: 'tui.column.age', width: 8, align: 'right', spare: 2 },
    { title: 'tui.column.limits', width: 20, spare: 3 },
  ],
  items: (source, context) => source.board && sortPoints(pointsNow(source)!).map((point) => toItem(point, source.board!.predictions.items, context)),
  total: ({ board }) => board?.points.total ?? 0,
  data: (source) => {
    const items = pointsNow(source)
    return items && { total: items.length, unknown: items.filter(({ quality }) => quality === 'bad').length, items }
  },
}

import type { BoardPoint } from '#app/board/snapshot'
import { pointsNow } from '#tui/console/point_rows'
import type { TrendReply } from '#tui/console/replies'
import { ageSpan, limitText, qualitySpan } from '#tui/console/views/points'
import { words, type Item, type Trend, type View, type ViewContext } from '#tui/console/view'
import { span, spread, type Line } from '#tui/lib/line'
import { named } from '#tui/lib/reading'
import { clockText, dayText, secondsText, spanText } from '#tui/lib/time'
import { UNKNOWN_SHAPE } from '#tui/lib/tones'
import { chartLines } from '#tui/lib/trend_chart'
import { numberText, valueSpan } from '#tui/lib/values'

const DAY_MS = 86_400_000

/** From when to when, as exactly as the width is near, on the plant's clock. */
function windowText({ from, to }: Trend, live: boolean, { t, zone }: ViewContext): string {
  const moment = (at: number) => (to - from > 2 * DAY_MS ? `${dayText(at, zone)} ${clockText(at, zone)}` : `${dayText(at, zone).slice(5)} ${secondsText(at, zone)}`)
  return `${spanText(to - from, t)} · ${moment(from)} – ${live ? t('tui.trend.now') : moment(to)}`
}

/** Lowest, mean and highest of what is shown; the mean of all readings, not of the pieces. */
function knownText({ buckets, unit }: TrendReply, { t }: ViewContext): string {
  const known = buckets.flatMap(({ min, max, avg, n }) => (min === null || max === null || avg === null ? [] : [{ min, max, avg, n }]))
  if (known.length === 0) return t('tui.trend.nothing_known')
  const low = known.reduce((least, { min }) => Math.min(least, min), Infinity)
  const high = known.reduce((most, { max }) => Math.max(most, max), -Infinity)
  const mean = known.reduce((sum, { avg, n }) => sum + avg * n, 0) / known.reduce((sum, { n }) => sum + n, 0)
  return t('tui.trend.known', { low: numberText(low), mean: numberText(mean), high: numberText(high), unit })
}

const pieceText = (ms: number, { t }: ViewContext): string => (ms < 1_000 ? `${ms} ms` : spanText(ms, t))

const SMALL = 9

function detail(point: BoardPoint, context: ViewContext, width: number, height: number): Line[] {
  const { t } = context
  const trend = context.trend?.pointCode === point.code ? context.trend : null
  const value = [valueSpan(point, context.stale, t), span('  '), qualitySpan(point, context), span('  '), ageSpan(point, context)]
  const title = [span(named(context, point), 'strong', true), span(`  ${point.code}`, 'quiet')]
  const head = height < SMALL ? [spread(title, value, width)] : [title, spread(value, [span(limitText(point), 'quiet')], width)]
  if (trend?.failed) return [...head, [span(`${UNKNOWN_SHAPE} ${t('tui.points.history_unknown')}`, 'unknown')]]
  if (!trend?.history) return [...head, [span(t('tui.points.fetching'), 'quiet')]]
  const { history, from, to } = trend
  const window = span(windowText(trend, context.trendLive ?? true, context), 'action')
  const said = height < SMALL ? [[window]] : [spread([window], [span(t('tui.trend.each', { span: pieceText(history.bucket_ms, context) }), 'quiet')], width), spread([span(knownText(history, context))], [span(t('tui.trend.legend'), 'quiet')], width)]
  const frame = { from, to, partMs: history.bucket_ms, gaps: history.gaps, limits: history.limits ?? point.limits, zone: context.zone }
  const chart = chartLines(history.buckets, frame, width, height - head.length - said.length)
  const nothing: Line[] = [[span(`${UNKNOWN_SHAPE} ${t('tui.trend.nothing_known')}`, 'unknown')]]
  return [...head, ...said, ...(chart.length > 0 ? chart : nothing)]
}

const toItem = (point: BoardPoint, context: ViewContext): Item => ({
  key: point.code,
  pointCode: point.code,
  search: () => words(point.code, point.name, point.nameEn, point.areaCode, point.kind),
  cells: () => [span(point.code), span(named(context, point)), valueSpan(point, context.stale, context.t), qualitySpan(point, context), ageSpan(point, context)],
  detail: (width, height) => detail(point, context, width, height),
})

/** Any point of the plant over any time, from a year to seconds. */
export const trend: View = {
  id: 'trend',
  fetches: 'points',
  whole: true,
  columns: [
    { title: 'tui.column.code', width: 15, spare: 1, middle: true },
    { title: 'tui.column.name', width: 14, grow: 2, spare: 0, middle: true },
    { title: 'tui.column.value', width: 13, align: 'right', spare: 0 },
    { title: 'tui.column.quality', width: 10, grow: 1, spare: 2 },
    { title: 'tui.column.age', width: 8, align: 'right', spare: 3 },
  ],
  items: (source, context) => (source.points ? pointsNow(source)!.map((point) => toItem(point, context)) : null),
  data: ({ points }) => points ?? null,
}

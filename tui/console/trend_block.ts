import type { BoardPoint } from '#app/board/snapshot'
import { span, type Line } from '#tui/lib/line'
import { spanText } from '#tui/lib/time'
import { UNKNOWN_SHAPE } from '#tui/lib/tones'
import { trendLines } from '#tui/lib/trend'
import type { ViewContext } from '#tui/console/view'

const HIGHEST = 14
const LOWEST = 3

const limitList = ({ limits }: BoardPoint): number[] =>
  [limits.ll, limits.l, limits.h, limits.hh].filter((limit): limit is number => limit !== null)

/** The history of the chosen point, or why there is none to see yet. */
export function trendBlock(point: BoardPoint, context: ViewContext, width: number, height: number): Line[] {
  const { t } = context
  const trend = context.trend?.pointCode === point.code ? context.trend : null
  if (trend?.failed) return [[span(`${UNKNOWN_SHAPE} ${t('tui.points.history_unknown')}`, 'unknown')]]
  if (!trend?.samples) return [[span(t('tui.points.fetching'), 'quiet')]]
  const { samples, from, to } = trend
  const lines = trendLines(
    samples,
    { from, to, limits: limitList(point) },
    width,
    Math.max(LOWEST, Math.min(HIGHEST, height - 2))
  )
  if (lines.length === 0) return [[span(t('tui.points.no_history'), 'quiet')]]
  return [[span(`${t('tui.points.trend', { span: spanText(to - from, t) })}  ${t('tui.points.zoom')}`, 'quiet')], ...lines]
}

import type { BoardPoint } from '#app/board/snapshot'
import { span, type Line } from '#tui/lib/line'
import { spanText } from '#tui/lib/time'
import { trendLines } from '#tui/lib/trend'
import type { ViewContext } from '#tui/console/view'

const HIGHEST = 14
const LOWEST = 3

const limitList = ({ limits }: BoardPoint): number[] =>
  [limits.ll, limits.l, limits.h, limits.hh].filter((limit): limit is number => limit !== null)

/** The history of the chosen point, or why there is none to see yet. */
export function trendBlock(point: BoardPoint, context: ViewContext, width: number, height: number): Line[] {
  const { t } = context
  if (context.trend?.pointCode !== point.code || context.trend.samples === null)
    return [[span(t('tui.points.fetching'), 'quiet')]]
  const { samples, from, to } = context.trend
  const lines = trendLines(
    samples,
    { from, to, limits: limitList(point) },
    width,
    Math.max(LOWEST, Math.min(HIGHEST, height - 2))
  )
  if (lines.length === 0) return [[span(t('tui.points.no_history'), 'quiet')]]
  return [[span(t('tui.points.trend', { span: spanText(to - from, t) }), 'quiet')], ...lines]
}

import type { BoardPoint } from '#app/board/snapshot'
import type contrib from 'blessed-contrib'
import { fitLine, span, type Line } from '#tui/lib/line'
import { named, type ReadContext } from '#tui/lib/reading'
import { sparkline } from '#tui/lib/sparkline'
import { cutMiddle, fit, widthOf } from '#tui/lib/text_width'
import { clockText } from '#tui/lib/time'
import { scaleOf } from '#tui/lib/trend'
import { isUnknown, passedLimit, valueSpan } from '#tui/lib/values'
import { toTags } from '#tui/wall/tags'
import type { TrendMemory } from '#tui/wall/trend_memory'

const LINE = 111
const LOUD_LINE = 203
const LIMIT_LINE = 240

const limitsOf = ({ limits }: BoardPoint): number[] =>
  [limits.ll, limits.l, limits.h, limits.hh].filter((limit): limit is number => limit !== null)

/** What blessed leaves of a widget's width for its label; one cell more, and the label would break into the widget. */
const LABEL_MARGIN = 8

/** Name and value in the widget's border. */
export function title(point: BoardPoint, context: ReadContext, width: number, colour: boolean): string {
  const value = valueSpan(point, context.stale, context.t)
  const room = Math.max(4, width - widthOf(value.text) - LABEL_MARGIN)
  return toTags([[span(`${cutMiddle(named(context, point), room)} `), value]], colour)
}

/**
 * One chart. The widget draws nothing where a value is not a number, so what is unknown stays a gap; limits that are near
 * are drawn as level lines.
 */
export function drawChart(
  chart: contrib.Widgets.LineElement,
  point: BoardPoint | null,
  memory: TrendMemory,
  context: ReadContext,
  colour: boolean
): void {
  const width = Number(chart.width)
  if (!point) {
    chart.setLabel(' — ')
    return
  }
  chart.setLabel(` ${title(point, context, width, colour)} `)
  const samples = memory.samples(point.code, Math.max(10, width * 2 - 20))
  const values = samples.map((sample) => sample.value)
  const known = values.filter((value): value is number => value !== null)
  if (known.length < 2) return
  const { low, high } = scaleOf(known, limitsOf(point))
  const pad = (high - low) * 0.05
  Object.assign(chart.options, { minY: low - pad || -pad, maxY: high + pad })
  const clocks = samples.map((sample) => clockText(sample.at, context.zone))
  const lineColour = !colour ? 'normal' : passedLimit(point) ? LOUD_LINE : LINE
  const levels = limitsOf(point).filter((limit) => limit >= low && limit <= high)
  const series = (y: number[], line: unknown) => ({ title: '', x: clocks, y, style: { line: line as string } })
  chart.setData([
    series(
      values.map((value) => value ?? Number.NaN),
      lineColour
    ),
    ...levels.map((limit) =>
      series(
        values.map(() => limit),
        colour ? LIMIT_LINE : 'normal'
      )
    ),
  ])
}

/** The same on a small screen: name, value, and the trend in one line each. */
export function trendTextLines(
  points: (BoardPoint | null)[],
  memory: TrendMemory,
  context: ReadContext,
  width: number
): Line[] {
  return points
    .filter((point): point is BoardPoint => point !== null)
    .map((point) => {
      const value = valueSpan(point, context.stale, context.t)
      const trend = Math.max(4, Math.floor(width * 0.25))
      const name = Math.max(4, width - trend - 13)
      return fitLine(
        [
          span(fit(named(context, point), name, 'left', cutMiddle)),
          span(' '.repeat(Math.max(1, 12 - widthOf(value.text)))),
          value,
          span(
            ` ${sparkline(
              memory.samples(point.code, trend).map((sample) => sample.value),
              trend
            )}`,
            isUnknown(point, context.stale) ? 'unknown' : 'action'
          ),
        ],
        width
      )
    })
}

import type { BoardPoint } from '#app/board/snapshot'
import type contrib from 'blessed-contrib'
import { fitLine, span, type Line } from '#tui/lib/line'
import { named, type ReadContext } from '#tui/lib/reading'
import { cutMiddle, fit } from '#tui/lib/text_width'
import { isUnknown, passedLimit, valueSpan } from '#tui/lib/values'
import { title } from '#tui/wall/draw_trends'

/** The widget takes anything up to 1 for a share and multiplies it by a hundred: half a percent would look half full. */
const LEAST_PERCENT = 1.01

const percentOf = (point: BoardPoint): number => Math.max(LEAST_PERCENT, Math.min(100, point.value ?? 0))

export function drawGauge(
  gauge: contrib.Widgets.GaugeElement,
  point: BoardPoint,
  context: ReadContext,
  colour: boolean
): void {
  gauge.setLabel(` ${title(point, context, Number(gauge.width), colour)} `)
  const unknown = isUnknown(point, context.stale)
  const stroke = unknown ? 'magenta' : passedLimit(point) ? 'red' : 'cyan'
  Object.assign(gauge.options, { stroke })
  // An unknown holder is neither empty nor full: its bar is not drawn.
  gauge.setPercent(unknown ? LEAST_PERCENT : percentOf(point))
}

/** `↑ 100 %` with a blank before it; what is left is the name's, which tells one holder from the other at its end. */
const VALUE_CELLS = 9

/** The same on a small screen: one bar a line. */
export function holderTextLines(points: BoardPoint[], context: ReadContext, width: number): Line[] {
  if (points.length === 0) return [[span(context.t('tui.wall.no_holders'), 'quiet')]]
  return points.map((point) => {
    const value = valueSpan(point, context.stale, context.t)
    const cells = Math.max(4, Math.floor(width * 0.22))
    const full = isUnknown(point, context.stale) ? 0 : Math.round((percentOf(point) / 100) * cells)
    const bar = isUnknown(point, context.stale)
      ? span('▒'.repeat(cells), 'unknown')
      : span('█'.repeat(full) + '░'.repeat(cells - full), passedLimit(point) ? 'alarm_2' : 'action')
    const name = Math.max(4, width - cells - VALUE_CELLS - 1)
    return fitLine(
      [span(fit(named(context, point), name, 'left', cutMiddle)), { ...value, text: fit(value.text, VALUE_CELLS, 'right') }, span(' '), bar],
      width
    )
  })
}

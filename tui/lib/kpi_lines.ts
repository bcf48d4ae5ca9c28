import type { BoardSnapshot } from '#app/board/snapshot'
import { fitLine, lineWidth, span, type Line } from '#tui/lib/line'
import type { ReadContext } from '#tui/lib/reading'
import { sparkline } from '#tui/lib/sparkline'
import { cutMiddle, fit } from '#tui/lib/text_width'
import { UNKNOWN_SHAPE } from '#tui/lib/tones'
import { withUnit } from '#tui/lib/values'

/** A room names its own figures: `<room>.<name>` is the message `<room>.kpi.<name>`. */
export const kpiName = (code: string, { t }: Pick<ReadContext, 't'>): string => t(code.replace('.', '.kpi.'))

const MARK_CELLS = 2
const VALUE_CELLS = 8
const TARGET_CELLS = 11
/** Narrower than this, the target stays away: the mark in front says whether it is met. */
const ROOM_FOR_TARGET = 48
/** Narrower than this, the trend stays away too: a figure without its whole name says nothing. */
const ROOM_FOR_TREND = 44

/** From this width on, two figures stand side by side when they are too many for one column. */
const ROOM_FOR_TWO = 66

/** The figures in a panel of fixed size: in two columns when one is too short, and what is still left over is counted. */
export function kpiPanel(board: BoardSnapshot, context: Pick<ReadContext, 't'>, width: number, height: number): Line[] {
  if (board.kpis.length <= height) return kpiLines(board, context, width)
  const columns = width >= ROOM_FOR_TWO ? 2 : 1
  const cell = Math.floor((width - (columns - 1) * 2) / columns)
  const lines = kpiLines(board, context, cell)
  const rows = Math.min(height, Math.ceil(lines.length / columns))
  const panel = Array.from({ length: rows }, (_, row): Line => {
    const right = columns === 2 ? lines[row + rows] : undefined
    return [...lines[row]!, ...(right ? [span('  '), ...right] : [])]
  })
  const hidden = lines.length - rows * columns
  if (hidden > 0) panel[rows - 1] = [span(`↓ +${hidden + columns}`, 'quiet')]
  return panel
}

/** Each figure with its target and its trend; ✓ or ! says whether it is where it should be. */
export function kpiLines(board: BoardSnapshot, context: Pick<ReadContext, 't'>, width: number): Line[] {
  const trendCells = width >= ROOM_FOR_TARGET ? 12 : width >= ROOM_FOR_TREND ? 8 : 0
  return board.kpis.map((kpi) => {
    const good =
      kpi.value === null || kpi.target === null
        ? null
        : kpi.good === 'up'
          ? kpi.value >= kpi.target
          : kpi.value <= kpi.target
    const mark = good === null ? span('  ') : good ? span('✓ ', 'grant') : span('! ', 'alarm_3')
    const target = kpi.target === null ? '' : `${kpi.good === 'up' ? '≥' : '≤'} ${withUnit(kpi.target, kpi.unit)}`
    const shown = kpi.value === null ? `${UNKNOWN_SHAPE} ?` : withUnit(kpi.value, kpi.unit)
    const parts: Line = [
      span(fit(shown, VALUE_CELLS, 'right'), kpi.value === null ? 'unknown' : 'strong'),
      ...(width >= ROOM_FOR_TARGET ? [span(fit(` ${target}`, TARGET_CELLS), 'quiet')] : []),
      ...(trendCells > 0 ? [span(` ${fit(sparkline(kpi.trend, trendCells), trendCells)}`, 'action')] : []),
    ]
    const name = fit(kpiName(kpi.code, context), Math.max(4, width - lineWidth(parts) - MARK_CELLS), 'left', cutMiddle)
    return fitLine([mark, span(name), ...parts], width)
  })
}

import type { Link } from '#tui/lib/link'
import { headerLines } from '#tui/lib/header_lines'
import { kpiPanel } from '#tui/lib/kpi_lines'
import { fitBlock, fitLine, span, type Line } from '#tui/lib/line'
import { mapLines } from '#tui/lib/plant_map'
import type { ReadContext } from '#tui/lib/reading'
import { UNKNOWN_SHAPE } from '#tui/lib/tones'
import { drawChart, trendTextLines } from '#tui/wall/draw_trends'
import { drawGauge, holderTextLines } from '#tui/wall/draw_holders'
import { entryLine, type LogEntry } from '#tui/wall/alarm_log'
import type { WallModel } from '#tui/wall/model'
import type { Panels } from '#tui/wall/panels'
import { toTags } from '#tui/wall/tags'
import type blessed from 'blessed'

export interface WallFacts {
  link: Link
  url: string
  machineNow: number
  colour: boolean
}

/** Inside a border. */
const inner = (box: blessed.Widgets.BlessedElement) => ({
  width: Number(box.width) - 2,
  height: Number(box.height) - 2,
})

/** Puts the newest board into the widgets. What is old is drawn as unknown, never as it was. */
export function drawWall(panels: Panels, model: WallModel, facts: WallFacts, context: ReadContext): void {
  const { t } = context
  const { link, colour } = facts
  const board = link.board
  const fill = (box: blessed.Widgets.BoxElement, label: string, lines: Line[]) => {
    const { width, height } = inner(box)
    box.setLabel(` ${toTags([[span(label, context.stale ? 'unknown' : 'quiet')]], colour)} `)
    box.setContent(toTags(fitBlock(lines, width, height), colour))
  }

  const width = Number(panels.header.width)
  const header = headerLines({ link, url: facts.url, machineNow: facts.machineNow, person: null }, context, width)
  panels.header.setContent(toTags(fitBlock(header, width, 3), colour))
  panels.keys.setContent(toTags([fitLine([span(t('tui.wall.keys'), 'quiet')], width)], colour))

  // Before the first board nothing is known, and an empty list would look like a quiet plant.
  const unknown: Line[] = [[span(`${UNKNOWN_SHAPE} ${t('tui.unknown')}`, 'unknown')]]
  const map = inner(panels.map)
  fill(panels.map, t('tui.wall.map'), board ? mapLines(board.areas, context, map.width, map.height, null) : unknown)
  fill(
    panels.kpis,
    t('tui.wall.kpis'),
    board ? kpiPanel(board, context, inner(panels.kpis).width, inner(panels.kpis).height) : unknown
  )
  drawLog(panels, board ? model.log : null, context, colour)

  const shown = board ? model.shown(board) : []
  const holders = model.holders(board)
  for (const [index, chart] of panels.charts.entries())
    drawChart(chart, shown[index] ?? null, model.memory, context, colour)
  for (const [index, gauge] of panels.gauges.entries())
    if (holders[index]) drawGauge(gauge, holders[index], context, colour)
  if (panels.trendLines) {
    const lines = trendTextLines(shown, model.memory, context, inner(panels.trendLines).width)
    fill(panels.trendLines, t('tui.wall.trends'), board ? lines : unknown)
  }
  if (panels.holderLines) {
    const lines = holderTextLines(holders, context, inner(panels.holderLines).width)
    fill(panels.holderLines, t('tui.wall.holders'), board ? lines : unknown)
  }
}

/** The newest line is the lowest, as in any log; older ones move up and out. */
function drawLog({ log }: Panels, entries: LogEntry[] | null, context: ReadContext, colour: boolean): void {
  const { width: whole, height } = inner(log)
  // The widget wraps what fills its last cells, and what it wraps is out of sight.
  const width = whole - 2
  const none =
    entries === null
      ? span(`${UNKNOWN_SHAPE} ${context.t('tui.unknown')}`, 'unknown')
      : span(context.t('tui.wall.no_alarms'), 'quiet')
  const newest = (entries ?? []).slice(-height)
  const lines = newest.length === 0 ? [[none]] : newest.map((entry) => entryLine(entry, context, width))
  log.setLabel(` ${toTags([[span(context.t('tui.wall.alarm_log'), context.stale ? 'unknown' : 'quiet')]], colour)} `)
  log.setItems(
    lines.map((line) => toTags([fitLine(line, width)], colour)) as unknown as Parameters<typeof log.setItems>[0]
  )
}

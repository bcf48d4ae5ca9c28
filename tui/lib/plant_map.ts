import Canvas from 'drawille'
import type { BoardArea } from '#app/board/snapshot'
import { CellGrid } from '#tui/lib/cell_grid'
import type { Language } from '#tui/lib/language'
import { lineWidth, span, type Line } from '#tui/lib/line'
import type { Translate } from '#tui/lib/messages'
import { balanceOf, stretchAt, type Corner } from '#tui/lib/outline'
import { widthOf } from '#tui/lib/text_width'
import { alarmTone, gradeTone, PRIORITY_SHAPES, UNKNOWN_SHAPE, type Tone } from '#tui/lib/tones'

interface MapContext {
  t: Translate
  language: Language
}

interface Scale {
  x(value: number): number
  y(value: number): number
}

/** Smaller than this, and nobody could read it. */
const LEAST = { width: 24, height: 6 }

const outlined = (areas: BoardArea[]) =>
  areas.filter(
    (area): area is BoardArea & { outline: Corner[] } => area.kind === 'area' && (area.outline?.length ?? 0) >= 3
  )

function scaleFor(corners: Corner[], width: number, height: number): Scale {
  const low = { x: Math.min(...corners.map(([x]) => x)), y: Math.min(...corners.map(([, y]) => y)) }
  const high = { x: Math.max(...corners.map(([x]) => x)), y: Math.max(...corners.map(([, y]) => y)) }
  const share = (value: number, from: number, to: number) => (to === from ? 0 : (value - from) / (to - from))
  return {
    x: (value) => Math.round(share(value, low.x, high.x) * (width - 1)),
    y: (value) => Math.round(share(value, low.y, high.y) * (height - 1)),
  }
}

function drawOutline(canvas: Canvas, outline: Corner[], scale: Scale): void {
  for (const [index, [x, y]] of outline.entries()) {
    const [nextX, nextY] = outline[(index + 1) % outline.length]!
    const from = { x: scale.x(x), y: scale.y(y) }
    const to = { x: scale.x(nextX), y: scale.y(nextY) }
    const steps = Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y), 1)
    for (let step = 0; step <= steps; step++)
      canvas.set(
        Math.round(from.x + ((to.x - from.x) * step) / steps),
        Math.round(from.y + ((to.y - from.y) * step) / steps)
      )
  }
}

/** An alarm is louder than a blind spot, a blind spot louder than a grade; blue is the grade of every day and stays grey. */
function areaTone(area: BoardArea): Tone {
  if (area.alarm) return area.alarm <= 2 ? 'grade_red' : 'grade_yellow'
  if (area.blind > 0) return 'unknown'
  return area.grade && area.grade !== 'blue' ? gradeTone(area.grade) : 'line'
}

function signs(area: BoardArea, { t }: MapContext): Line {
  return [
    ...(area.alarm
      ? [span(`${PRIORITY_SHAPES[area.alarm]}${area.alarm}`, alarmTone(area.alarm), true), span(' ')]
      : []),
    ...(area.access === 'closed' ? [span('✕', 'deny', true), span(' ')] : []),
    ...(area.blind > 0 ? [span(`${UNKNOWN_SHAPE}${area.blind}`, 'unknown'), span(' ')] : []),
    ...(area.people > 0 ? [span(t('tui.map.people', { count: area.people }), 'strong')] : []),
  ]
}

/** The plant from above: outlines in the grade's colour, the names, alarms as shapes, unknown hatched, people as numbers. */
export function mapLines(
  areas: BoardArea[],
  context: MapContext,
  width: number,
  height: number,
  chosen: string | null
): Line[] {
  const drawn = outlined(areas)
  if (drawn.length === 0 || width < LEAST.width || height < LEAST.height) return []
  const scale = scaleFor(
    drawn.flatMap((area) => area.outline),
    width * 2,
    height * 4
  )
  const grid = new CellGrid(width, height)
  // Quiet areas first, so that the loud ones keep the edges they share with them.
  for (const area of [...drawn].sort((a, b) => loudness(a) - loudness(b))) {
    const canvas = new Canvas(width * 2, height * 4)
    drawOutline(canvas, area.outline, scale)
    grid.drawDots(canvas.frame(), area.code === chosen ? 'action' : areaTone(area))
  }
  for (const area of [...drawn].sort((a, b) => loudness(b) - loudness(a)))
    label(grid, area, scale, context, area.code === chosen)
  return grid.lines()
}

const loudness = (area: BoardArea): number => (area.alarm ? 10 - area.alarm : 0) + (area.blind > 0 ? 1 : 0)

function label(
  grid: CellGrid,
  area: BoardArea & { outline: Corner[] },
  scale: Scale,
  context: MapContext,
  chosen: boolean
): void {
  const [middleX, middleY] = balanceOf(area.outline)
  const stretch = stretchAt(area.outline, middleX, middleY)
  if (!stretch) return
  const left = Math.floor(scale.x(stretch[0]) / 2) + 1
  const room = Math.floor(scale.x(stretch[1]) / 2) - left
  if (room < 3) return
  const name = context.language === 'en' ? area.nameEn || area.name : area.name
  const text = widthOf(name) <= room ? name : widthOf(area.code) <= room ? area.code : name
  const marks = signs(area, context)
  // With signs below it, the name moves up by half a line.
  const top = Math.floor((scale.y(middleY) - (marks.length > 0 ? 2 : 0)) / 4)
  const centred = (cells: number) => left + Math.max(0, Math.floor((room - cells) / 2))
  grid.write(centred(Math.min(room, widthOf(text))), top, span(text, chosen ? 'action' : 'strong', chosen), room)
  // The signs go below the name; where there is only one row they go where the outline is.
  let column = centred(Math.min(room, lineWidth(marks)))
  for (const mark of marks) {
    grid.write(column, top + 1, mark, left + room - column)
    column += widthOf(mark.text)
  }
}

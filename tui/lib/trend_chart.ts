import Canvas from 'drawille'
import { CellGrid } from '#tui/lib/cell_grid'
import { span, type Line } from '#tui/lib/line'
import { fit, widthOf } from '#tui/lib/text_width'
import { timeTicks } from '#tui/lib/time_ticks'
import { UNKNOWN_SHAPE, type Tone } from '#tui/lib/tones'
import { scaleOf } from '#tui/lib/trend'
import { numberText, type LimitSide } from '#tui/lib/values'

export interface ChartPart {
  ts: number
  min: number | null
  max: number | null
  avg: number | null
}

export interface ChartFrame {
  from: number
  to: number
  /** How long each part is. */
  partMs: number
  gaps: [from: number, to: number][]
  limits: Record<LimitSide, number | null>
  zone: string
}

const SIDES: LimitSide[] = ['hh', 'h', 'l', 'll']
const LIMIT_TONES: Record<LimitSide, Tone> = { hh: 'grade_red', ll: 'grade_red', h: 'grade_orange', l: 'grade_orange' }
const AXIS_ROWS = 2
/** Cells of a time on the axis, and of the space after it. */
const TICK_CELLS = 10

type Known = { at: number; min: number; max: number; avg: number }

/**
 * Mean as a line over the band from the lowest to the highest, limits dotted, the plant's time below. Where nothing was
 * known the line breaks and the ground says so. `height` lines of `width` cells; empty when nothing at all was known.
 */
export function chartLines(parts: ChartPart[], frame: ChartFrame, width: number, height: number): Line[] {
  const known = parts.flatMap(({ ts, min, max, avg }): Known[] => (avg === null || min === null || max === null ? [] : [{ at: ts + (frame.partMs > 1 ? frame.partMs / 2 : 0), min, max, avg }]))
  const rows = height - AXIS_ROWS
  if (known.length === 0 || width < 24 || rows < 2) return []
  const limits = SIDES.flatMap((side) => (frame.limits[side] === null ? [] : [{ side, value: frame.limits[side] }]))
  const [low, high] = [known.reduce((least, { min }) => Math.min(least, min), Infinity), known.reduce((most, { max }) => Math.max(most, max), -Infinity)]
  const scale = scaleOf([low, high], limits.map(({ value }) => value))
  const shown = limits.filter(({ value }) => value >= scale.low && value <= scale.high)

  const dots = rows * 4
  const rowOf = (value: number) => Math.round((1 - (value - scale.low) / (scale.high - scale.low)) * (dots - 1))
  const labels = labelsOf(shown.map(({ side, value }) => ({ row: Math.floor(rowOf(value) / 4), text: `${side.toUpperCase()} ${numberText(value)}`, tone: LIMIT_TONES[side] })), scale, rows)
  const axis = Math.max(...labels.map(({ text }) => widthOf(text)))
  const cells = width - axis - 1
  const columnOf = (at: number) => Math.round(((at - frame.from) / Math.max(1, frame.to - frame.from)) * (cells * 2 - 1))

  const grid = new CellGrid(cells, rows)
  const layer = (tone: Tone, draw: (canvas: Canvas) => void, over: 'join' | 'replace' = 'join') => {
    const canvas = new Canvas(cells * 2, dots)
    draw(canvas)
    grid.drawDots(canvas.frame(), tone, over)
  }
  layer('line', (canvas) => drawBand(canvas, known, columnOf, rowOf, frame))
  for (const { side, value } of shown)
    layer(LIMIT_TONES[side], (canvas) => {
      for (let column = 0; column < cells * 2; column += 4) canvas.set(column, rowOf(value))
    })
  // A line that is joined with its band would be lost in it.
  layer('strong', (canvas) => drawMean(canvas, known, columnOf, rowOf, frame), 'replace')
  for (const [start, end] of frame.gaps) {
    const [first, last] = [Math.max(0, Math.ceil(columnOf(start) / 2)), Math.min(cells - 1, Math.floor(columnOf(end) / 2))]
    if (last >= first) grid.write(first, rows - 1, span(UNKNOWN_SHAPE.repeat(last - first + 1), 'unknown'), cells)
  }

  const plot = grid.lines().map((line, row): Line => {
    const label = labels.find((one) => one.row === row)
    return [span(fit(label?.text ?? '', axis, 'right'), label?.tone ?? 'quiet'), span(label ? '┤' : '│', 'line'), ...line]
  })
  return [...plot, ...timeLines(frame, axis, cells, columnOf)]
}

interface Label {
  row: number
  text: string
  tone?: Tone
}

/** A limit's own name goes before the ends of the scale. */
function labelsOf(limits: Label[], { low, high }: { low: number; high: number }, rows: number): Label[] {
  const labels: Label[] = []
  for (const label of [...limits, { row: 0, text: numberText(high) }, { row: rows - 1, text: numberText(low) }])
    if (!labels.some(({ row }) => row === label.row)) labels.push(label)
  return labels
}

const breaksBetween = (before: number, at: number, { gaps }: ChartFrame): boolean => gaps.some(([start, end]) => start < at && end > before)

function drawMean(canvas: Canvas, known: Known[], columnOf: (at: number) => number, rowOf: (value: number) => number, frame: ChartFrame): void {
  let before: { at: number; column: number; row: number } | null = null
  for (const { at, avg } of known) {
    const here = { at, column: columnOf(at), row: rowOf(avg) }
    const from: typeof here = before && !breaksBetween(before.at, at, frame) ? before : here
    const steps = Math.max(1, Math.abs(here.column - from.column), Math.abs(here.row - from.row))
    for (let step = 0; step <= steps; step++) canvas.set(from.column + ((here.column - from.column) * step) / steps, from.row + ((here.row - from.row) * step) / steps)
    before = here
  }
}

function drawBand(canvas: Canvas, known: Known[], columnOf: (at: number) => number, rowOf: (value: number) => number, { partMs }: ChartFrame): void {
  for (const { at, min, max } of known) {
    if (min === max) continue
    const [first, last] = [columnOf(at - partMs / 2), Math.max(columnOf(at - partMs / 2), columnOf(at + partMs / 2) - 1)]
    for (let column = first; column <= last; column++) for (let row = rowOf(max); row <= rowOf(min); row++) canvas.set(column, row)
  }
}

/** Ticks and times below; each time begins under its tick and is left out where it would run into the next. */
function timeLines({ from, to, zone }: ChartFrame, axis: number, cells: number, columnOf: (at: number) => number): Line[] {
  const ground = Array.from({ length: cells }, () => '─')
  let times = ''
  for (const { at, text } of timeTicks(from, to, zone, Math.floor(cells / TICK_CELLS))) {
    const cell = Math.min(cells - 1, Math.floor(columnOf(at) / 2))
    ground[cell] = '┬'
    if (cell < times.length || cell + text.length > cells) continue
    times = `${times.padEnd(cell)}${text} `
  }
  return [
    [span(`${' '.repeat(axis)}└${ground.join('')}`, 'line')],
    [span(fit(`${' '.repeat(axis + 1)}${times.trimEnd()}`, axis + 1 + cells), 'quiet')],
  ]
}

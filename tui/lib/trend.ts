import Canvas from 'drawille'
import { span, type Line } from '#tui/lib/line'
import { fit, widthOf } from '#tui/lib/text_width'
import { maybeNumber } from '#tui/lib/values'

export interface TrendSample {
  ts: number
  value: number | null
}

export interface TrendFrame {
  from: number
  to: number
  /** Limits to draw as dotted lines, so that one sees how near the value is. */
  limits: number[]
}

interface Scale {
  low: number
  high: number
}

/** The band of the values, widened to the limits that are near enough not to flatten the line. */
export function scaleOf(values: number[], limits: number[]): Scale {
  const low = Math.min(...values)
  const high = Math.max(...values)
  const reach = Math.max(high - low, Math.abs(high) * 0.1, 1)
  const near = limits.filter((limit) => limit >= low - 2 * reach && limit <= high + 2 * reach)
  const bottom = Math.min(low, ...near)
  const top = Math.max(high, ...near)
  return bottom === top ? { low: bottom - 1, high: top + 1 } : { low: bottom, high: top }
}

/** A chart of braille dots: `height` lines of `width` cells. Empty when no value is known in the frame. */
export function trendLines(samples: TrendSample[], frame: TrendFrame, width: number, height: number): Line[] {
  const known = samples.filter(
    (one): one is { ts: number; value: number } => one.value !== null && Number.isFinite(one.value)
  )
  if (known.length === 0 || width < 12 || height < 2) return []
  const scale = scaleOf(
    known.map((one) => one.value),
    frame.limits
  )
  const labels = [maybeNumber(scale.high), maybeNumber(scale.low)]
  const axis = Math.max(...labels.map(widthOf))
  const columns = (width - axis - 1) * 2
  const rows = height * 4
  const canvas = new Canvas(columns, rows)
  const rowOf = (value: number) => Math.round((1 - (value - scale.low) / (scale.high - scale.low)) * (rows - 1))
  const columnOf = (ts: number) => Math.round(((ts - frame.from) / Math.max(1, frame.to - frame.from)) * (columns - 1))

  for (const limit of frame.limits)
    if (limit >= scale.low && limit <= scale.high)
      for (let column = 0; column < columns; column += 6) canvas.set(column, rowOf(limit))

  let before: { column: number; row: number } | null = null
  for (const sample of samples) {
    if (sample.value === null || !Number.isFinite(sample.value)) {
      before = null
      continue
    }
    const point = { column: columnOf(sample.ts), row: rowOf(sample.value) }
    const steps = before
      ? Math.min(rows + columns, Math.max(Math.abs(point.column - before.column), Math.abs(point.row - before.row), 1))
      : 1
    for (let step = 0; step <= steps; step++) {
      const from = before ?? point
      canvas.set(
        from.column + ((point.column - from.column) * step) / steps,
        from.row + ((point.row - from.row) * step) / steps
      )
    }
    before = point
  }

  return canvas
    .frame()
    .split('\n')
    .filter((line) => line !== '')
    .slice(0, height)
    .map((dots, index): Line => {
      const label = index === 0 ? labels[0]! : index === height - 1 ? labels[1]! : ''
      return [span(fit(label, axis, 'right'), 'quiet'), span('│', 'line'), span(fit(dots, width - axis - 1))]
    })
}

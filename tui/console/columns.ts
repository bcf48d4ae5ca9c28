import { cut, cutMiddle, fit } from '#tui/lib/text_width'
import { span, type Line, type Span } from '#tui/lib/line'
import type { Column } from '#tui/console/view'

const GAP = 1

/** The cells that each column gets; 0 for one that had to leave. The sum with the gaps never exceeds `width`. */
export function columnWidths(columns: Column[], width: number): number[] {
  const kept = new Set(columns.keys())
  const needed = () =>
    [...kept].reduce((sum, index) => sum + columns[index]!.width, 0) + Math.max(0, kept.size - 1) * GAP
  while (needed() > width) {
    const leaving = [...kept].sort((a, b) => columns[b]!.spare - columns[a]!.spare || b - a)[0]
    if (leaving === undefined || (columns[leaving]!.spare === 0 && kept.size === 1)) break
    if (columns[leaving]!.spare === 0) break
    kept.delete(leaving)
  }
  const widths = columns.map((column, index) => (kept.has(index) ? column.width : 0))
  let left = width - needed()
  // Even the columns that must stay don't fit: all give way together.
  if (left < 0) {
    const scale =
      Math.max(0, width - Math.max(0, kept.size - 1) * GAP) /
      Math.max(
        1,
        widths.reduce((sum, one) => sum + one, 0)
      )
    return widths.map((one) => Math.floor(one * scale))
  }
  const shares = [...kept].reduce((sum, index) => sum + (columns[index]!.grow ?? 0), 0)
  if (shares === 0) return widths
  const extra = left
  for (const index of kept) {
    const part = Math.floor((extra * (columns[index]!.grow ?? 0)) / shares)
    widths[index]! += part
    left -= part
  }
  const first = [...kept].find((index) => columns[index]!.grow)!
  widths[first]! += left
  return widths
}

/** One row of a table, exactly as wide as its columns. */
export function tableLine(cells: Span[], columns: Column[], widths: number[]): Line {
  const line: Line = []
  for (const [index, width] of widths.entries()) {
    if (width === 0) continue
    if (line.length > 0) line.push(span(' '.repeat(GAP)))
    const cell = cells[index] ?? span('')
    line.push({ ...cell, text: fit(cell.text, width, columns[index]!.align, columns[index]!.middle ? cutMiddle : cut) })
  }
  return line
}

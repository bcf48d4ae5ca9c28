export interface Rect {
  column: number
  row: number
  width: number
  height: number
}

export interface Layout {
  columns: number
  rows: number
  header: Rect
  nav: Rect
  list: Rect
  /** Null while the list has it all. */
  detail: Rect | null
  /** `beside` the list on a wide screen, `below` it on a narrow one, `instead` of it when opened on a narrow one or made for it. */
  place: 'beside' | 'below' | 'instead'
  footer: Rect
}

export const LEAST_COLUMNS = 60
export const LEAST_ROWS = 16
const HEADER_ROWS = 3
const FOOTER_ROWS = 2
/** From here on list and detail stand side by side. */
const WIDE_COLUMNS = 140
/** Heading and column titles above the rows of the list. */
export const LIST_HEAD_ROWS = 2

/** Null when the screen is too small to be honest on. */
export function layoutOf(columns: number, rows: number, detailOpen: boolean, wholeWhenOpen = false): Layout | null {
  if (columns < LEAST_COLUMNS || rows < LEAST_ROWS) return null
  const height = rows - HEADER_ROWS - FOOTER_ROWS
  const navWidth = columns >= WIDE_COLUMNS ? 18 : 15
  const left = navWidth + 1
  const room = columns - left
  const header: Rect = { column: 0, row: 0, width: columns, height: HEADER_ROWS }
  const footer: Rect = { column: 0, row: rows - FOOTER_ROWS, width: columns, height: FOOTER_ROWS }
  const nav: Rect = { column: 0, row: HEADER_ROWS, width: navWidth, height }
  const frame = { columns, rows, header, footer, nav }

  if (columns >= WIDE_COLUMNS && !(detailOpen && wholeWhenOpen)) {
    const listWidth = Math.floor((room - 1) * 0.58)
    const list = { column: left, row: HEADER_ROWS, width: listWidth, height }
    const detail = { column: left + listWidth + 1, row: HEADER_ROWS, width: room - listWidth - 1, height }
    return { ...frame, list, detail, place: 'beside' }
  }
  const whole = { column: left, row: HEADER_ROWS, width: room, height }
  if (detailOpen) return { ...frame, list: { ...whole, height: 0 }, detail: whole, place: 'instead' }
  const listHeight = Math.max(LIST_HEAD_ROWS + 3, Math.ceil(height * 0.55))
  const detailRow = HEADER_ROWS + listHeight + 1
  const list = { ...whole, height: listHeight }
  return {
    ...frame,
    list,
    detail: { column: left, row: detailRow, width: room, height: height - listHeight - 1 },
    place: 'below',
  }
}

export const contains = (rect: Rect | null, column: number, row: number): boolean =>
  rect !== null &&
  column >= rect.column &&
  column < rect.column + rect.width &&
  row >= rect.row &&
  row < rect.row + rect.height

export const pageRows = (layout: Layout): number => Math.max(0, layout.list.height - LIST_HEAD_ROWS)

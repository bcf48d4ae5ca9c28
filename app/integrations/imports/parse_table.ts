import type { ImportColumn } from '#app/integrations/imports'
import type { TableRow } from '#app/integrations/imports/read_table'

/** Line and column as a person counts them, from 1; column null: the row as a whole. */
export interface PlacedFault {
  line: number
  column: number | null
  heading: string | null
  message: string
}

export interface ParsedTable {
  rows: { line: number; values: Record<string, unknown> }[]
  faults: PlacedFault[]
  /** Where each column stands in the file, from 0. */
  places: Map<string, number>
}

const normal = (text: string): string => text.trim().toLowerCase()

/** Turns text cells into typed rows; a row with a fault is left out. Pure. */
export function parseTable(table: TableRow[], columns: ImportColumn[]): ParsedTable {
  const [heading, ...body] = table
  if (!heading) return { rows: [], faults: [fault(1, 'The file is empty.')], places: new Map() }
  const places = placesOf(heading.cells, columns)
  const faults = headingFaults(heading, columns, places)
  if (faults.length > 0) return { rows: [], faults, places }

  const rows: ParsedTable['rows'] = []
  for (const { line, cells } of body) {
    const { values, wrong } = parseRow(cells, columns, places)
    faults.push(...wrong.map((part) => ({ line, ...part })))
    if (wrong.length === 0) rows.push({ line, values })
  }
  return { rows, faults, places }
}

function placesOf(headings: string[], columns: ImportColumn[]): Map<string, number> {
  const places = new Map<string, number>()
  for (const { name, aliases = [] } of columns) {
    const place = headings.findIndex((text) => [name, ...aliases].some((known) => normal(known) === normal(text)))
    if (place >= 0) places.set(name, place)
  }
  return places
}

function headingFaults({ line, cells }: TableRow, columns: ImportColumn[], places: Map<string, number>): PlacedFault[] {
  const missing = columns
    .filter(({ name, required }) => required && !places.has(name))
    .map(({ name }) => fault(line, `The column "${name}" is missing.`))
  const known = new Set(places.values())
  const strange = cells.flatMap((text, place) =>
    text === '' || known.has(place)
      ? []
      : [{ line, column: place + 1, heading: text, message: `There is no column "${text}" in this kind of table.` }]
  )
  return [...missing, ...strange]
}

function parseRow(cells: string[], columns: ImportColumn[], places: Map<string, number>) {
  const values: Record<string, unknown> = {}
  const wrong: Omit<PlacedFault, 'line'>[] = []
  for (const { name, required, parse } of columns) {
    const place = places.get(name)
    if (place === undefined) continue
    const text = cells[place] ?? ''
    const parsed = text === '' ? null : parse(text)
    if (parsed?.ok) values[name] = parsed.value
    else if (parsed) wrong.push({ column: place + 1, heading: name, message: parsed.error })
    else if (required) wrong.push({ column: place + 1, heading: name, message: 'A value is needed here.' })
  }
  return { values, wrong }
}

const fault = (line: number, message: string): PlacedFault => ({ line, column: null, heading: null, message })

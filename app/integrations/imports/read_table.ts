import { readFile, stat } from 'node:fs/promises'
import { parseString } from 'fast-csv'
import readXlsx from 'read-excel-file/node'
import { err, ok, type Result } from '#app/kernel/result'
import { plainCell } from '#app/integrations/imports/cell'

const MAX_BYTES = 50_000_000
const MAX_ROWS = 100_000

export interface TableRow {
  /** Where the row begins in the file, counted from 1. */
  line: number
  cells: string[]
}

/** Reads a CSV or XLSX file as text cells; blank rows are left out. Err: one plain sentence. */
export async function readTable(path: string): Promise<Result<TableRow[], string>> {
  const info = await stat(path).catch(() => null)
  if (!info?.isFile()) return err(`There is no file ${path}.`)
  if (info.size > MAX_BYTES) return err(`The file is larger than ${MAX_BYTES / 1_000_000} MB.`)
  const rows = /\.xlsx$/i.test(path) ? await readSheet(path) : await readCsv(await readFile(path))
  if (!rows.ok) return rows
  const filled = rows.value.filter(({ cells }) => cells.some((cell) => cell !== ''))
  return filled.length > MAX_ROWS ? err(`The file has more than ${MAX_ROWS} rows.`) : ok(filled)
}

async function readSheet(path: string): Promise<Result<TableRow[], string>> {
  try {
    const [sheet] = await readXlsx(path)
    return ok((sheet?.data ?? []).map((cells, index) => ({ line: index + 1, cells: cells.map(cellText) })))
  } catch (error) {
    return err(`The file can't be read as a spreadsheet (${(error as Error).message}).`)
  }
}

function cellText(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) return cell.toISOString().replace(/T00:00:00\.000Z$/, '')
  return plainCell(String(cell).trim())
}

function readCsv(bytes: Buffer): Promise<Result<TableRow[], string>> {
  const text = decoded(bytes)
  const rows: TableRow[] = []
  let line = 1
  return new Promise((resolve) => {
    parseString<string[], string[]>(text, { headers: false, delimiter: delimiterOf(text) })
      .on('data', (cells: string[]) => {
        rows.push({ line, cells: cells.map((cell) => plainCell(cell.trim())) })
        line += 1 + cells.reduce((count, cell) => count + (cell.match(/\n/g)?.length ?? 0), 0)
      })
      .on('error', (error) => resolve(err(`Line ${line}: ${error.message}`)))
      .on('end', () => resolve(ok(rows)))
  })
}

/** UTF-8, or what a Chinese Excel writes as CSV. */
function decoded(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030').decode(bytes)
  }
}

/** The separator that occurs most in the heading. */
function delimiterOf(text: string): string {
  const heading = text.slice(0, text.search(/[\r\n]|$/))
  const count = (separator: string): number => heading.split(separator).length
  return [',', ';', '\t'].reduce((best, separator) => (count(separator) > count(best) ? separator : best))
}

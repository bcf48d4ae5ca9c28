import { writeToString } from 'fast-csv'
import { safeCell } from '#app/integrations/imports/cell'

/** The text of a CSV file that spreadsheets open in the right encoding and run nothing of. */
export async function csvText(headings: string[], rows: (string | number | boolean | null)[][]): Promise<string> {
  const cells = rows.map((row) => row.map((cell) => safeCell(cell === null ? '' : String(cell))))
  return `\uFEFF${await writeToString([headings, ...cells])}\r\n`
}

/** One row of a file that is too long to be held: made as it is sent. */
export function csvLine(cells: (string | number | null)[]): string {
  const quoted = cells.map((cell) => {
    const text = typeof cell === 'number' ? String(cell) : safeCell(cell ?? '')
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
  })
  return `${quoted.join(',')}\r\n`
}

import { writeToString } from 'fast-csv'
import { safeCell } from '#app/integrations/imports/cell'

/** The text of a CSV file that spreadsheets open in the right encoding and run nothing of. */
export async function csvText(headings: string[], rows: (string | number | boolean | null)[][]): Promise<string> {
  const cells = rows.map((row) => row.map((cell) => safeCell(cell === null ? '' : String(cell))))
  return `\uFEFF${await writeToString([headings, ...cells])}\r\n`
}

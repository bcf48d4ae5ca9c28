import { createReadStream } from 'node:fs'
import { parse } from 'fast-csv'
import type { TestSample } from '#app/rules/backtest'

/**
 * The rows of a CSV file with the columns `timestamp,value`, in the order of the file: neither sorted nor made unique,
 * since that is how they came. A value that is no number is a sample that says nothing. Throws a plain sentence.
 */
export async function* csvSamples(path: string): AsyncGenerator<TestSample> {
  const rows = createReadStream(path).pipe(parse({ headers: (names) => names.map((name) => name?.trim().toLowerCase()), trim: true }))
  let checked = false
  for await (const row of rows as AsyncIterable<Record<string, string | undefined>>) {
    if (!checked && !('timestamp' in row && 'value' in row)) throw new Error('the file needs the columns timestamp and value')
    checked = true
    const text = row.value ?? ''
    const value = text === '' ? Number.NaN : Number(text)
    yield { at: row.timestamp ?? '', value, good: Number.isFinite(value) }
  }
}

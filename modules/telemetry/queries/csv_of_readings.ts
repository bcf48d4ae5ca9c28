import { csvLine } from '#app/integrations/index'
import { readings, ROLLED, type Bucket } from '#modules/telemetry/queries/readings'

const PAGE = 5_000
const COLUMNS = ['point', 'time', 'value', 'min', 'max', 'quality', 'n']

/**
 * A point's history as CSV, page by page: memory holds one page whatever the amount, and a reader that is slow is waited
 * for. One chunk of text is one page.
 */
export async function* csvOfReadings(code: string, from: number, to: number, bucket: Bucket): AsyncGenerator<string> {
  yield csvLine(COLUMNS)
  for (let start = from; start <= to;) {
    const page = await readings(code, start, to, bucket, PAGE)
    yield page.map(({ ts, value, min, max, quality, n }) => csvLine([code, new Date(ts).toISOString(), value, min, max, quality, n])).join('')
    if (page.length < PAGE) return
    start = page.at(-1)!.ts + (bucket === 'raw' ? 1 : ROLLED[bucket].ms)
  }
}

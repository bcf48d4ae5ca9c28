import { clock } from '#app/kernel/clock'
import { err, ok, type Result } from '#app/kernel/result'
import { instantFrom } from '#modules/telemetry/instant'
import { csvOfReadings } from '#modules/telemetry/queries/csv_of_readings'
import { BUCKETS, historyId, type Bucket } from '#modules/telemetry/queries/readings'

interface Wanted {
  code: string
  from?: string
  to?: string
  bucket: string
}

/** The text of a point's history, or one sentence on what is wrong with what was asked for. */
export async function exportReadings({ code, from, to, bucket }: Wanted): Promise<Result<AsyncGenerator<string>, string>> {
  if (!BUCKETS.includes(bucket as Bucket)) return err(`--bucket is one of ${BUCKETS.join(', ')}`)
  const [first, last] = [instantFrom(from ?? 0), instantFrom(to ?? clock.now())]
  if (first === null || last === null) return err('--from and --to are instants: ISO 8601 or epoch milliseconds')
  if (last < first) return err('--to is before --from')
  if ((await historyId(code)) === null) return err(`there is no history of a point ${code}`)
  return ok(csvOfReadings(code, first, last, bucket as Bucket))
}

import { reason, type Reason } from '#app/kernel/reason'
import { err, ok, type Result } from '#app/kernel/result'
import type { Downward, Quality } from '#modules/telemetry/engine/port'
import { instantFrom } from '#modules/telemetry/instant'

type Reading = Extract<Downward, { type: 'ingest' }>['readings'][number]

const QUALITIES: readonly unknown[] = ['good', 'uncertain', 'bad']

/** Each reading of a batch on its own: one that is wrong takes none of the others with it. */
export function checkReadings(batch: readonly object[]): Result<Reading, Reason>[] {
  return batch.map((reading, index) => check(reading as Record<string, unknown>, index))
}

function check({ point, ts: given, value, quality = 'good' }: Record<string, unknown>, index: number): Result<Reading, Reason> {
  if (typeof point !== 'string' || given === undefined || value === undefined) return err(reason('telemetry.reading_shape', { index }))
  const number = typeof value === 'boolean' ? Number(value) : value
  if (typeof number !== 'number' || !Number.isFinite(number)) return err(reason('telemetry.reading_value', { index }))
  const ts = instantFrom(given)
  if (ts === null) return err(reason('telemetry.reading_time', { index }))
  if (!QUALITIES.includes(quality)) return err(reason('telemetry.reading_quality', { index }))
  return ok({ point, ts, value: number, quality: quality as Quality })
}

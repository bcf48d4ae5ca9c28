import db from '@adonisjs/lucid/services/db'
import { historyId, ROLLED, type Bucket } from '#modules/telemetry/queries/readings'

export interface TrendBucket {
  ts: number
  /** Of the readings that count; null where there was none. */
  min: number | null
  max: number | null
  avg: number | null
  n: number
  /** Readings that count for nothing: bad, or without a value. */
  bad: number
}

export interface PointTrend {
  source: Bucket
  bucketMs: number
  buckets: TrendBucket[]
}

/** Raw readings are looked at up to here: at ten a second that is 72,000 rows, some 30 ms of reading. */
const RAW_UP_TO_MS = 2 * 3_600_000
const BAD = 2

/**
 * A point over any span, a second or years, in at most `width` buckets of minimum, maximum and mean: from the readings
 * themselves, or from the coarsest roll-up that is still finer than a bucket. What is looked at stays bounded.
 */
export async function trend(code: string, from: number, to: number, width: number): Promise<PointTrend> {
  const pointId = await historyId(code)
  const wanted = Math.max(1, Math.ceil((to - from) / width))
  const source = pointId === null ? 'raw' : await sourceFor(pointId, from, to, wanted)
  const unit = source === 'raw' ? 1 : ROLLED[source].ms
  const bucketMs = Math.ceil(wanted / unit) * unit
  if (pointId === null) return { source, bucketMs, buckets: [] }
  const rows = source === 'raw' ? await ofReadings(pointId, from, to, bucketMs) : await ofRollup(source, pointId, from, to, bucketMs)
  return { source, bucketMs, buckets: rows }
}

async function sourceFor(pointId: number, from: number, to: number, wanted: number): Promise<Bucket> {
  const cuts = await db.connection('history').from('retention').where('point_id', pointId).select('series', 'cut')
  const kept = (series: string) => Number(cuts.find((one) => one.series === series)?.cut ?? 0) <= from
  if (to - from <= RAW_UP_TO_MS && kept('readings')) return 'raw'
  if (wanted < ROLLED.hour.ms && kept('minutes')) return 'minute'
  return wanted < ROLLED.day.ms && kept('hours') ? 'hour' : 'day'
}

type Sums = { bucket: number; lowest: number | null; highest: number | null; total: number | null; n: number; bad: number }

const toBuckets = (rows: Sums[], bucketMs: number): TrendBucket[] =>
  rows.map(({ bucket, lowest, highest, total, n, bad }) => ({
    ts: Number(bucket) * bucketMs,
    min: lowest,
    max: highest,
    avg: n > 0 && total !== null ? total / n : null,
    n: Number(n),
    bad: Number(bad),
  }))

async function ofReadings(pointId: number, from: number, to: number, bucketMs: number): Promise<TrendBucket[]> {
  const counts = `quality <> ${BAD} AND value IS NOT NULL`
  const rows: Sums[] = await db.connection('history').rawQuery(
    `SELECT ts / :bucketMs AS bucket, min(CASE WHEN ${counts} THEN value END) AS lowest, max(CASE WHEN ${counts} THEN value END) AS highest,
       sum(CASE WHEN ${counts} THEN value END) AS total, sum(${counts}) AS n, sum(NOT (${counts})) AS bad
     FROM readings WHERE point_id = :pointId AND ts BETWEEN :from AND :to GROUP BY bucket ORDER BY bucket`,
    { pointId, from, to, bucketMs }
  )
  return toBuckets(rows, bucketMs)
}

async function ofRollup(source: Exclude<Bucket, 'raw'>, pointId: number, from: number, to: number, bucketMs: number): Promise<TrendBucket[]> {
  const { table, ms } = ROLLED[source]
  const rows: Sums[] = await db.connection('history').rawQuery(
    `SELECT ${source} / :spans AS bucket, min(lowest) AS lowest, max(highest) AS highest, sum(total) AS total, sum(n) AS n, sum(bad) AS bad
     FROM ${table} WHERE point_id = :pointId AND ${source} BETWEEN :first AND :last GROUP BY bucket ORDER BY bucket`,
    { pointId, spans: bucketMs / ms, first: Math.floor(from / ms), last: Math.floor(to / ms) }
  )
  return toBuckets(rows, bucketMs)
}

import db from '@adonisjs/lucid/services/db'

export const BUCKETS = ['raw', 'minute', 'hour', 'day'] as const
export type Bucket = (typeof BUCKETS)[number]

export interface ReadingRow {
  ts: number
  value: number | null
  min: number | null
  max: number | null
  /** `good`, `uncertain`, `bad`. */
  quality: string
  n: number
}

/** Where a roll-up is kept, and how long one of its spans is. */
export const ROLLED = {
  minute: { table: 'minutes', ms: 60_000 },
  hour: { table: 'hours', ms: 3_600_000 },
  day: { table: 'days', ms: 86_400_000 },
} as const
const QUALITIES = ['good', 'uncertain', 'bad']

/** The history's own number of a point; null when nothing of it was ever stored. */
export async function historyId(code: string): Promise<number | null> {
  const row = await db.connection('history').from('points').where('code', code).first()
  return row ? Number(row.id) : null
}

/** The history of a point, raw or rolled up, oldest first; `from` and `to` in epoch ms, at most `limit` rows. */
export async function readings(code: string, from: number, to: number, bucket: Bucket, limit: number): Promise<ReadingRow[]> {
  const history = db.connection('history')
  const pointId = history.raw('(SELECT id FROM points WHERE code = ?)', [code])
  if (bucket === 'raw') {
    const rows = await history
      .from('readings')
      .where('point_id', pointId)
      .whereBetween('ts', [from, to])
      .orderBy('ts')
      .limit(limit)
    return rows.map(({ ts, value, quality }) => ({ ts, value, min: value, max: value, quality: QUALITIES[quality]!, n: 1 }))
  }
  const { table, ms } = ROLLED[bucket]
  const rows = await history
    .from(table)
    .where('point_id', pointId)
    .whereBetween(bucket, [Math.floor(from / ms), Math.floor(to / ms)])
    .orderBy(bucket)
    .limit(limit)
  return rows.map(({ [bucket]: span, lowest, highest, total, n, bad }) => ({
    ts: Number(span) * ms,
    value: n > 0 ? total / n : null,
    min: lowest,
    max: highest,
    quality: n > 0 ? (bad > 0 ? 'uncertain' : 'good') : 'bad',
    n: Number(n) + Number(bad),
  }))
}

import db from '@adonisjs/lucid/services/db'

export type Bucket = 'raw' | 'minute' | 'hour'

export interface ReadingRow {
  ts: number
  value: number | null
  min: number | null
  max: number | null
  /** `good`, `uncertain`, `bad`. */
  quality: string
  n: number
}

const MINUTE_MS = 60_000
const QUALITIES = ['good', 'uncertain', 'bad']

/** The history of a point, raw or rolled up, oldest first; `from` and `to` in epoch ms, at most `limit` rows. */
export async function readings(code: string, from: number, to: number, bucket: Bucket, limit: number): Promise<ReadingRow[]> {
  const history = db.connection('history')
  const point = await history.from('points').where('code', code).first()
  if (!point) return []
  if (bucket === 'raw') {
    const rows = await history
      .from('readings')
      .where('point_id', point.id)
      .whereBetween('ts', [from, to])
      .orderBy('ts')
      .limit(limit)
    return rows.map(({ ts, value, quality }) => ({ ts, value, min: value, max: value, quality: QUALITIES[quality]!, n: 1 }))
  }
  const minutes = bucket === 'hour' ? 60 : 1
  const rows = await history
    .from('minutes')
    .where('point_id', point.id)
    .whereBetween('minute', [Math.floor(from / MINUTE_MS), Math.floor(to / MINUTE_MS)])
    .groupByRaw('minute / ?', [minutes])
    .orderBy('bucket')
    .limit(limit)
    .select(history.raw('minute / ? AS bucket', [minutes]))
    .min('lowest as lowest')
    .max('highest as highest')
    .sum('total as total')
    .sum('n as n')
    .sum('bad as bad')
  return rows.map(({ bucket: at, lowest, highest, total, n, bad }) => ({
    ts: Number(at) * minutes * MINUTE_MS,
    value: n > 0 ? total / n : null,
    min: lowest,
    max: highest,
    quality: n > 0 ? (bad > 0 ? 'uncertain' : 'good') : 'bad',
    n: Number(n) + Number(bad),
  }))
}

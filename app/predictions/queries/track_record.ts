import db from '@adonisjs/lucid/services/db'
import type { Tx } from '#app/kernel/transaction'

export interface TrackRecord {
  hits: number
  misses: number
  /** Nobody can know. */
  void: number
  /** Share of the decided ones that came true; null while none is decided. */
  precision: number | null
}

const recordOf = (states: { state: string; n: number }[]): TrackRecord => {
  const count = (state: string) => Number(states.find((one) => one.state === state)?.n ?? 0)
  const [hits, misses] = [count('hit'), count('miss')]
  return { hits, misses, void: count('void'), precision: hits + misses === 0 ? null : hits / (hits + misses) }
}

/** How often each kind came true, of all that were made since. */
export async function trackRecords(since: number): Promise<Map<string, TrackRecord>> {
  const rows = await db.from('predictions').where('made_at', '>=', since).groupBy('kind', 'state').select('kind', 'state').count('* as n')
  return new Map(Array.from(new Set(rows.map(({ kind }) => String(kind))), (kind) => [kind, recordOf(rows.filter((row) => row.kind === kind))]))
}

/** The same of one subject, its last decided ones. */
export async function recentRecord(client: Tx['db'], kind: string, subject: string, last: number): Promise<TrackRecord> {
  const rows = await client.from('predictions').where({ kind, subject }).whereIn('state', ['hit', 'miss']).orderBy('scored_at', 'desc').limit(last).select('state')
  return recordOf(['hit', 'miss'].map((state) => ({ state, n: rows.filter((row) => row.state === state).length })))
}

import db from '@adonisjs/lucid/services/db'
import { historyId } from '#modules/telemetry/queries/readings'

interface Extremes {
  lowest: number | null
  highest: number | null
  /** When a good reading was first at the limit or beyond. */
  reachedAt: number | null
  /** Share of the ten pieces of the period that have a good reading. */
  knownShare: number
}

const PIECES = 10

/** What a point came to in a period of some hours, out of its good readings. */
export async function extremes(code: string, from: number, to: number, { limit, side }: { limit: number; side: 'above' | 'below' }): Promise<Extremes> {
  const pointId = await historyId(code)
  if (pointId === null || to <= from) return { lowest: null, highest: null, reachedAt: null, knownShare: 0 }
  const piece = Math.max(1, Math.ceil((to - from) / PIECES))
  const beyond = side === 'above' ? 'value >= :limit' : 'value <= :limit'
  const [row] = await db.connection('history').rawQuery(
    `SELECT min(value) AS lowest, max(value) AS highest, min(CASE WHEN ${beyond} THEN ts END) AS reached_at, count(DISTINCT (ts - :from) / :piece) AS pieces
     FROM readings WHERE point_id = :pointId AND ts BETWEEN :from AND :to AND quality = 0 AND value IS NOT NULL`,
    { pointId, from, to, limit, piece }
  )
  return { lowest: row.lowest, highest: row.highest, reachedAt: row.reached_at === null ? null : Number(row.reached_at), knownShare: Number(row.pieces) / PIECES }
}

import db from '@adonisjs/lucid/services/db'
import { rateIndicator, registerIndicator } from '#app/predictions/index'

/** People who tried to enter where they may not. Leaving is never refused, so it is no violation. */
async function countByArea(from: number, to: number): Promise<Map<string, number>> {
  const rows = await db
    .from('access_decisions')
    .where({ decision: 'deny', direction: 'in' })
    .whereNotNull('area_code')
    .whereBetween('at', [from, to])
    .groupBy('area_code')
    .select('area_code')
    .count('* as n')
  return new Map(rows.map(({ area_code: area, n }) => [String(area), Number(n)]))
}

async function recordedSince(): Promise<number | null> {
  const row = await db.from('access_decisions').min('at as first').first()
  return row?.first ? Number(row.first) : null
}

/** Refused entries that come more often than they did, area by area. */
export const registerAccessIndicator = (): void => registerIndicator(rateIndicator({ kind: 'violation_rate', countByArea, recordedSince }))

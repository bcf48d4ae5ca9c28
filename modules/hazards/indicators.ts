import db from '@adonisjs/lucid/services/db'
import { rateIndicator, registerIndicator } from '#app/predictions/index'

/** Reports of a class by area; the hour of the report counts. */
async function countByArea(kind: 'hazard' | 'near_miss', from: number, to: number): Promise<Map<string, number>> {
  const rows = await db.from('hazards').where('class', kind).whereBetween('reported_at', [from, to]).groupBy('area_code').select('area_code').count('* as n')
  return new Map(rows.map(({ area_code: area, n }) => [String(area), Number(n)]))
}

/** Since when people report here at all. */
async function recordedSince(): Promise<number | null> {
  const row = await db.from('hazards').min('reported_at as first').first()
  return row?.first ? Number(row.first) : null
}

/** Hazards and near misses that come more often than they did, area by area. */
export function registerHazardIndicators(): void {
  const rate = (kind: string, of: 'hazard' | 'near_miss') => registerIndicator(rateIndicator({ kind, recordedSince, countByArea: (from, to) => countByArea(of, from, to) }))
  rate('near_miss_rate', 'near_miss')
  rate('hazard_rate', 'hazard')
}

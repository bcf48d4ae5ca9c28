import db from '@adonisjs/lucid/services/db'
import { engineLink } from '#modules/telemetry/engine_link'
import type { PointRow } from '#modules/telemetry/rows'

/** Every detector of CO with what it says now; null where that is not known to be good. */
export async function coPoints(): Promise<{ areaCode: string; value: number | null; unit: string; conversionC: number | null }[]> {
  const rows: PointRow[] = await db.from('points').where({ active: true, kind: 'co' })
  return rows.map(({ code, area_code: areaCode, unit, conversion_c: conversionC }) => {
    const { value, quality } = engineLink.point(code)
    return { areaCode, value: quality === 'good' ? value : null, unit, conversionC }
  })
}

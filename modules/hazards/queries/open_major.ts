import db from '@adonisjs/lucid/services/db'

/** Major hazards that nobody has closed or withdrawn yet. */
export async function openMajorHazards(): Promise<{ id: string; code: string; areaCode: string }[]> {
  const rows = await db.from('hazards').where('level', 'major').whereNotIn('state', ['closed', 'withdrawn']).select('id', 'code', 'area_code')
  return rows.map(({ id, code, area_code: areaCode }) => ({ id, code, areaCode }))
}

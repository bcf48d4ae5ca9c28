import db from '@adonisjs/lucid/services/db'
import type { Equipment } from '#app/plant/area'

export interface EquipmentRow {
  code: string
  area_code: string
  kind: string
  name: string
  name_en: string
  active: boolean | number
}

export const equipmentOf = (row: EquipmentRow): Equipment => ({
  code: row.code,
  areaCode: row.area_code,
  kind: row.kind,
  name: row.name,
  nameEn: row.name_en,
  active: Boolean(row.active),
})

export interface EquipmentFilter {
  areaCode?: string
  kind?: string
  /** Only what comes after this code. */
  after?: string
  limit: number
}

/** Equipment that is in use, by code. */
export async function listEquipment(filter: EquipmentFilter): Promise<Equipment[]> {
  const query = db.from('equipment').where('active', true).orderBy('code').limit(filter.limit)
  if (filter.areaCode) query.where('area_code', filter.areaCode)
  if (filter.kind) query.where('kind', filter.kind)
  if (filter.after) query.where('code', '>', filter.after)
  const rows: EquipmentRow[] = await query
  return rows.map(equipmentOf)
}

/** The equipment, in use or not; null when there is none. */
export async function findEquipment(code: string): Promise<Equipment | null> {
  const row: EquipmentRow | null = await db.from('equipment').where('code', code).first()
  return row ? equipmentOf(row) : null
}

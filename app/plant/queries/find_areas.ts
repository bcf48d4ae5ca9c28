import db from '@adonisjs/lucid/services/db'
import type { Area, AreaLabel } from '#app/plant/area'

export interface AreaRow {
  code: string
  parent_code: string | null
  kind: Area['kind']
  name: string
  name_en: string
  gas_class: string | null
  outline: string | null
  responsible_code: string | null
  active: boolean | number
}

export const areaOf = (row: AreaRow): Area => ({
  code: row.code,
  parentCode: row.parent_code,
  kind: row.kind,
  name: row.name,
  nameEn: row.name_en,
  gasClass: row.gas_class,
  outline: row.outline ? JSON.parse(row.outline) : null,
  responsibleCode: row.responsible_code,
  active: Boolean(row.active),
})

/** All areas that are in use, by code. A plant has some hundred at most. */
export async function listAreas(): Promise<Area[]> {
  const rows: AreaRow[] = await db.from('areas').where('active', true).orderBy('code')
  return rows.map(areaOf)
}

/** The area, in use or not; null when there is none. */
export async function findArea(code: string): Promise<Area | null> {
  const row: AreaRow | null = await db.from('areas').where('code', code).first()
  return row ? areaOf(row) : null
}

/** The area and all that it lies in: area, workshop, site. Empty when there is none. */
export async function areaWithParents(code: string): Promise<Area[]> {
  const areas = await allByCode()
  const line: Area[] = []
  for (let area = areas.get(code); area && !line.includes(area); area = areas.get(area.parentCode ?? ''))
    line.push(area)
  return line
}

/** Codes of the area and all that lies in it: what a filter by workshop means. Empty when there is none. */
export async function areaCodesWithin(code: string): Promise<string[]> {
  const areas = await allByCode()
  if (!areas.has(code)) return []
  const within = new Set([code])
  for (let before = 0; before !== within.size;) {
    before = within.size
    for (const area of areas.values()) if (area.parentCode && within.has(area.parentCode)) within.add(area.code)
  }
  return [...within]
}

/** Its names in both languages; the code itself for an area that is not known. */
export async function areaLabel(code: string): Promise<AreaLabel> {
  const area = await findArea(code)
  return area ? { name: area.name, nameEn: area.nameEn } : { name: code, nameEn: code }
}

async function allByCode(): Promise<Map<string, Area>> {
  const rows: AreaRow[] = await db.from('areas')
  return new Map(rows.map((row) => [row.code, areaOf(row)]))
}

import db from '@adonisjs/lucid/services/db'
import { englishNames } from '#app/identity/index'
import { clock } from '#app/kernel/clock'
import { areaLabel, listAreas } from '#app/plant/index'
import type { HazardRow, HazardTypeRow } from '#modules/hazards/rows'

export interface HazardFilter {
  state: string
  areaCode?: string
  typeCode?: string
  /** Hazards in which this person has a part. */
  involving?: string
  before?: string
  limit: number
}

export const hazardTypes = (): Promise<HazardTypeRow[]> => db.from('hazard_types').where('active', true).orderBy('position').orderBy('code')

/** Newest first; `open` is everything that is neither closed nor withdrawn, `overdue` those past their due date. */
export async function listHazards({ state, areaCode, typeCode, involving, before, limit }: HazardFilter): Promise<HazardRow[]> {
  const query = db.from('hazards').orderBy('id', 'desc').limit(limit)
  if (state === 'open') query.whereNotIn('state', ['closed', 'withdrawn'])
  else if (state === 'overdue') query.whereIn('state', ['reported', 'dispatched']).where('due_at', '<', clock.now())
  else if (state !== 'all') query.where('state', state)
  if (areaCode) query.where('area_code', areaCode)
  if (typeCode) query.where('type_code', typeCode)
  if (involving) query.where((part) => part.where('reporter_id', involving).orWhere('assignee_id', involving))
  if (before) query.where('id', '<', before)
  return query
}

export const isOverdue = (row: HazardRow, now: number): boolean => (row.state === 'reported' || row.state === 'dispatched') && row.due_at < now

/** Names of types and areas for many rows at once. */
export async function labelsOf(): Promise<{ types: Map<string, HazardTypeRow>; areas: Map<string, { name: string; nameEn: string }> }> {
  const types: HazardTypeRow[] = await db.from('hazard_types')
  return { types: new Map(types.map((type) => [type.code, type])), areas: new Map((await listAreas()).map((area) => [area.code, area])) }
}

/** One hazard with its photos and its way. */
export async function findHazard(id: string) {
  const row: HazardRow | null = await db.from('hazards').where('id', id).first()
  if (!row) return null
  const [type, area, taken, photos] = await Promise.all([
    db.from('hazard_types').where('code', row.type_code).firstOrFail() as Promise<HazardTypeRow>,
    areaLabel(row.area_code),
    db.from('hazard_steps').where('hazard_id', id).orderBy('id').select('command', 'actor_id', 'actor_name', 'began_at', 'due_at', 'ended_at', 'comment'),
    db.from('hazard_photos').where('hazard_id', id).orderBy('id').select('attachment_id', 'moment', 'round'),
  ])
  const names = await englishNames([row.reporter_id, row.assignee_id, ...taken.map(({ actor_id }) => actor_id)])
  const steps = taken.map(({ actor_id, ...step }) => ({ ...step, actor_name_en: names.get(actor_id) ?? null }))
  return { row, type, area, steps, photos, names }
}

import { recordAudits, systemActor } from '#app/audit/index'
import { newId } from '#app/kernel/ids'
import type { Tx } from '#app/kernel/transaction'
import type { AreaState } from '#modules/personnel/access/facts'
import { noteChange } from '#modules/personnel/access/changes'
import { AreaClosed, AreaReopened, AreaRestricted, DoorsCommanded } from '#modules/personnel/events'
import { stateOf } from '#modules/personnel/queries/area_state'

interface Place {
  areaCode: string
  type: string
}

export interface RestrictionCause {
  id: string
  level: 'restricted' | 'closed'
  detail: Record<string, string | number>
}

/** A statement takes 500 rows at most. */
const ROWS = 200

/** Shuts an area for its causes, each told once. Who is inside stays listed; who wants out still gets out. */
export async function restrictArea(tx: Tx, place: Place, causes: readonly RestrictionCause[]): Promise<void> {
  const before = await stateOf(tx.db, place.areaCode)
  const fresh = await untold(tx, place, causes)
  if (fresh.length === 0) return
  const rows = fresh.map(({ id, level, detail }) => ({ id: newId(), area_code: place.areaCode, level, cause_type: place.type, cause_id: id, detail: JSON.stringify(detail), since: tx.now }))
  for (let at = 0; at < rows.length; at += ROWS) await tx.db.table('area_restrictions').multiInsert(rows.slice(at, at + ROWS))
  await recordAudits(
    tx,
    fresh.map(({ id, level, detail }) => ({
      by: systemActor('personnel'),
      action: level === 'closed' ? 'personnel.area_closed' : 'personnel.area_restricted',
      subject: { type: 'area', id: place.areaCode },
      details: { cause_type: place.type, cause_id: id, ...detail },
    }))
  )
  await tellChange(tx, { ...place, id: fresh[0]!.id }, before)
}

async function untold(tx: Tx, { areaCode, type }: Place, causes: readonly RestrictionCause[]): Promise<RestrictionCause[]> {
  const known = new Set<string>()
  for (let at = 0; at < causes.length; at += ROWS) {
    const ids = causes.slice(at, at + ROWS).map(({ id }) => id)
    const rows = await tx.db.from('area_restrictions').where({ cause_type: type, area_code: areaCode }).whereIn('cause_id', ids).select('cause_id')
    for (const { cause_id: id } of rows) known.add(id)
  }
  return causes.filter(({ id }) => !known.has(id))
}

/** Takes causes away; the area is open again when there is no other. */
export async function liftRestriction(tx: Tx, place: Place, ids: readonly string[]): Promise<void> {
  const { areaCode, type } = place
  const before = await stateOf(tx.db, areaCode)
  const lifted: string[] = []
  for (let at = 0; at < ids.length; at += ROWS) {
    const part = ids.slice(at, at + ROWS)
    const standing = tx.db.from('area_restrictions').where({ cause_type: type, area_code: areaCode }).whereIn('cause_id', part).whereNull('ended_at')
    lifted.push(...(await standing.clone().select('cause_id')).map((row): string => row.cause_id))
    await standing.clone().update({ ended_at: tx.now })
  }
  if (lifted.length === 0) return
  await recordAudits(
    tx,
    lifted.map((id) => ({
      by: systemActor('personnel'),
      action: 'personnel.area_restriction_lifted',
      subject: { type: 'area', id: areaCode },
      details: { cause_type: type, cause_id: id },
    }))
  )
  await tellChange(tx, { ...place, id: lifted[0]! }, before)
}

async function tellChange(tx: Tx, { areaCode, type, id }: Place & { id: string }, before: AreaState): Promise<void> {
  await noteChange(tx, 'places')
  const after = await stateOf(tx.db, areaCode)
  if (after === before) return
  const fact = { areaCode, causeType: type, causeId: id, at: tx.now }
  if (after === 'closed') await tx.emit(AreaClosed, fact)
  else if (after === 'restricted') await tx.emit(AreaRestricted, fact)
  else await tx.emit(AreaReopened, { areaCode, at: tx.now })

  const doors = await tx.db.from('gates').where({ area_code: areaCode, active: true }).whereNotNull('door_output').select('door_output')
  const outputs = doors.map((row): string => row.door_output)
  if (outputs.length > 0) await tx.emit(DoorsCommanded, { outputs, areaCode, locked: after === 'closed', cause: `${type}:${id}`, at: tx.now })
}

import { recordAudit, systemActor } from '#app/audit/index'
import { newId } from '#app/kernel/ids'
import type { Tx } from '#app/kernel/transaction'
import type { AreaState } from '#modules/personnel/access/facts'
import { noteChange } from '#modules/personnel/access/changes'
import { AreaClosed, AreaReopened, AreaRestricted, DoorsCommanded } from '#modules/personnel/events'
import { stateOf } from '#modules/personnel/queries/area_state'

interface Cause {
  areaCode: string
  type: string
  id: string
}

/** Shuts an area for one cause. Who is inside stays listed; who wants out still gets out. */
export async function restrictArea(
  tx: Tx,
  input: { cause: Cause; level: 'restricted' | 'closed'; detail: Record<string, string | number> }
): Promise<void> {
  const { areaCode, type, id } = input.cause
  const before = await stateOf(tx.db, areaCode)
  const known = await tx.db.from('area_restrictions').where({ cause_type: type, cause_id: id, area_code: areaCode }).first()
  if (known) return
  await tx.db.table('area_restrictions').insert({
    id: newId(),
    area_code: areaCode,
    level: input.level,
    cause_type: type,
    cause_id: id,
    detail: JSON.stringify(input.detail),
    since: tx.now,
  })
  await recordAudit(tx, {
    by: systemActor('personnel'),
    action: input.level === 'closed' ? 'personnel.area_closed' : 'personnel.area_restricted',
    subject: { type: 'area', id: areaCode },
    details: { cause_type: type, cause_id: id, ...input.detail },
  })
  await tellChange(tx, { areaCode, type, id }, before)
}

/** Takes one cause away; the area is open again when it was the last. */
export async function liftRestriction(tx: Tx, cause: Cause): Promise<void> {
  const { areaCode, type, id } = cause
  const before = await stateOf(tx.db, areaCode)
  const lifted = await tx.db
    .from('area_restrictions')
    .where({ cause_type: type, cause_id: id, area_code: areaCode })
    .whereNull('ended_at')
    .update({ ended_at: tx.now })
  if (Number(lifted) === 0) return
  await recordAudit(tx, {
    by: systemActor('personnel'),
    action: 'personnel.area_restriction_lifted',
    subject: { type: 'area', id: areaCode },
    details: { cause_type: type, cause_id: id },
  })
  await tellChange(tx, cause, before)
}

async function tellChange(tx: Tx, { areaCode, type, id }: Cause, before: AreaState): Promise<void> {
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

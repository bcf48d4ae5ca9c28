import { recordAudit, systemActor } from '#app/audit/index'
import { newId } from '#app/kernel/ids'
import type { Tx } from '#app/kernel/transaction'
import { AreaLevelChanged, type Grade } from '#modules/risks/events'
import { currentGrade } from '#modules/risks/queries/area_grades'

interface Place {
  areaCode: string
  type: string
}

/** A statement takes 500 rows at most. */
const ROWS = 200

/** Causes lift the area's current grade; the assessed one stays as it is. */
export async function raiseLevel(tx: Tx, place: Place, causes: readonly { id: string; grade: Grade }[]): Promise<void> {
  if (causes.length === 0) return
  const rows = causes.map(({ id, grade }) => ({ id: newId(), area_code: place.areaCode, grade, cause_type: place.type, cause_id: id, since: tx.now }))
  await changing(tx, place, causes.map(({ id }) => id), async () => {
    for (let at = 0; at < rows.length; at += ROWS)
      await tx.db.knexQuery().insert(rows.slice(at, at + ROWS)).into('area_level_causes').onConflict(['cause_type', 'cause_id', 'area_code']).ignore()
  })
}

/** These causes are over; what other causes there are still hold. */
export async function easeLevel(tx: Tx, place: Place, ids: readonly string[]): Promise<void> {
  await changing(tx, place, ids, async () => {
    for (let at = 0; at < ids.length; at += ROWS)
      await tx.db
        .from('area_level_causes')
        .where({ area_code: place.areaCode, cause_type: place.type })
        .whereIn('cause_id', ids.slice(at, at + ROWS))
        .whereNull('until')
        .update({ until: tx.now })
  })
}

async function changing(tx: Tx, { areaCode, type }: Place, ids: readonly string[], change: () => PromiseLike<unknown>): Promise<void> {
  const from = await currentGrade(areaCode, tx.db)
  await change()
  const to = await currentGrade(areaCode, tx.db)
  if (from === to) return
  const cause = `${type}:${ids[0]}`
  await recordAudit(tx, { by: systemActor('risks'), action: 'risks.area_level_changed', subject: { type: 'area', id: areaCode }, details: { from, to, cause } })
  await tx.emit(AreaLevelChanged, { areaCode, from, to, cause, at: tx.now })
}

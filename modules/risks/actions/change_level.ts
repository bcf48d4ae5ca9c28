import { recordAudit, systemActor } from '#app/audit/index'
import { newId } from '#app/kernel/ids'
import type { Tx } from '#app/kernel/transaction'
import { AreaLevelChanged, type Grade } from '#modules/risks/events'
import { currentGrade } from '#modules/risks/queries/area_grades'

interface Cause {
  areaCode: string
  type: string
  id: string
}

/** A cause lifts the area's current grade; the assessed one stays as it is. */
export async function raiseLevel(tx: Tx, cause: Cause, grade: Grade): Promise<void> {
  await changing(tx, cause, () =>
    tx.db
      .knexQuery()
      .insert({ id: newId(), area_code: cause.areaCode, grade, cause_type: cause.type, cause_id: cause.id, since: tx.now })
      .into('area_level_causes')
      .onConflict(['cause_type', 'cause_id', 'area_code'])
      .ignore()
  )
}

/** The cause is over; what other causes there are still hold. */
export async function easeLevel(tx: Tx, cause: Cause): Promise<void> {
  await changing(tx, cause, () =>
    tx.db
      .from('area_level_causes')
      .where({ area_code: cause.areaCode, cause_type: cause.type, cause_id: cause.id })
      .whereNull('until')
      .update({ until: tx.now })
  )
}

async function changing(tx: Tx, { areaCode, type, id }: Cause, change: () => PromiseLike<unknown>): Promise<void> {
  const from = await currentGrade(areaCode, tx.db)
  await change()
  const to = await currentGrade(areaCode, tx.db)
  if (from === to) return
  const cause = `${type}:${id}`
  await recordAudit(tx, { by: systemActor('risks'), action: 'risks.area_level_changed', subject: { type: 'area', id: areaCode }, details: { from, to, cause } })
  await tx.emit(AreaLevelChanged, { areaCode, from, to, cause, at: tx.now })
}

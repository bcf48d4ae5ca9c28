import { recordAudit, systemActor, type Actor } from '#app/audit/index'
import { err, ok, type Result } from '#app/kernel/result'
import { reason, type Reason } from '#app/kernel/reason'
import { transact, type Tx } from '#app/kernel/transaction'
import { tellDrill } from '#modules/drills/actions/tell_drill'
import { writeLog } from '#modules/drills/actions/write_log'
import { DrillEnded } from '#modules/drills/events'
import { runningDrill } from '#modules/drills/queries/find_drill'
import type { DrillRow } from '#modules/drills/rows'

type Cause = NonNullable<DrillRow['end_cause']>

/** A person ends it. */
export function endDrill(id: string, by: Actor): Promise<Result<DrillRow, Reason[]>> {
  return transact(async (tx) => {
    const drill = await runningDrill(tx.db)
    if (drill?.id !== id) return err([reason('drills.not_running')])
    await end(tx, drill, 'by_person', by)
    return ok(drill)
  })
}

/** The plant itself is in earnest: the rehearsal is over at once, and everybody hears it. */
export async function overruleDrill(tx: Tx): Promise<void> {
  const drill = await runningDrill(tx.db)
  if (drill) await end(tx, drill, 'overruled', systemActor('drills'))
}

/** Time passing alone ends it. */
export function endOverTime(): Promise<void> {
  return transact(async (tx) => {
    const drill = await runningDrill(tx.db)
    if (drill && drill.until <= tx.now) await end(tx, drill, 'by_time', systemActor('drills'))
  })
}

async function end(tx: Tx, drill: DrillRow, cause: Cause, by: Actor): Promise<void> {
  await tx.db.from('drills').where('id', drill.id).update({ ended_at: tx.now, end_cause: cause, ended_by_name: by.id === null ? null : by.name })
  await writeLog(tx, drill.id, `ended_${cause}`, { name: by.name })
  await recordAudit(tx, { by, action: 'drills.ended', subject: { type: 'drill', id: drill.id }, details: { cause } })
  await tx.emit(DrillEnded, { drillId: drill.id, areaCode: drill.area_code, cause, at: tx.now })
  const owing: { account_id: string | null }[] = await tx.db.from('drill_duties').where('drill_id', drill.id).whereNotNull('account_id').select('account_id')
  const people = owing.flatMap(({ account_id }) => account_id ?? [])
  await tellDrill(tx, drill, cause === 'overruled' ? 'overruled' : 'over', ['control_room', 'area_responsible'], people)
}

import { recordAudit, type Actor } from '#app/audit/index'
import { err, ok, type Result } from '#app/kernel/result'
import { reason, type Reason } from '#app/kernel/reason'
import { transact } from '#app/kernel/transaction'
import { liftRestriction } from '#modules/personnel/actions/restrict_area'

/** A person takes away what rules have shut the area for, and says why; what alarms shut it for stays until their reset. */
export function reopenArea({ areaCode, comment, by }: { areaCode: string; comment: string; by: Actor }): Promise<Result<number, Reason[]>> {
  return transact(async (tx) => {
    const standing = await tx.db.from('area_restrictions').where({ area_code: areaCode, cause_type: 'rule' }).whereNull('ended_at').select('cause_id')
    if (standing.length === 0) return err([reason('personnel.not_shut_by_rule')])
    await recordAudit(tx, { by, action: 'personnel.area_reopened', subject: { type: 'area', id: areaCode }, details: { comment, firings: standing.map(({ cause_id }) => cause_id) } })
    await liftRestriction(tx, { areaCode, type: 'rule' }, standing.map(({ cause_id }) => cause_id))
    return ok(standing.length)
  })
}

import { recordAudit, type Actor } from '#app/audit/index'
import { err, ok, type Result } from '#app/kernel/result'
import { reason, type Reason } from '#app/kernel/reason'
import { transact } from '#app/kernel/transaction'
import { easeLevel } from '#modules/risks/actions/change_level'
import type { WarningRow } from '#modules/risks/rows'

/** Somebody has dealt with what the warning was about, and says how; what else lifts the area's level still does. */
export function endWarning({ id, comment, by }: { id: string; comment: string; by: Actor }): Promise<Result<WarningRow, Reason[]>> {
  return transact(async (tx) => {
    const row: WarningRow | null = await tx.db.from('risk_warnings').where('id', id).first()
    if (!row) return err([reason('risks.no_such_warning')])
    if (row.state === 'ended') return err([reason('risks.warning_over')])
    const changes = { state: 'ended' as const, ended_at: tx.now, ended_by: by.name, comment }
    await tx.db.from('risk_warnings').where({ id, state: 'active' }).update(changes)
    await recordAudit(tx, { by, action: 'risks.warning_ended', subject: { type: 'risk_warning', id }, details: { code: row.code, comment } })
    await easeLevel(tx, { areaCode: row.area_code, type: 'warning' }, [id])
    return ok({ ...row, ...changes })
  })
}

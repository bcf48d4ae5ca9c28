import { recordAudit, type Actor } from '#app/audit/index'
import { err, ok, type Result } from '#app/kernel/result'
import { reason, type Reason } from '#app/kernel/reason'
import { transact } from '#app/kernel/transaction'
import { StaySettled } from '#modules/personnel/events'
import type { StayRow } from '#modules/personnel/stay/rows'

/** A sign of life: of the person, or of somebody who sees the person. The alarm of a silent one is over with it. */
export function checkIn(accountId: string, by: Actor): Promise<Result<{ at: number }, Reason[]>> {
  return transact(async (tx) => {
    const stays: StayRow[] = await tx.db.from('gas_stays').where('account_id', accountId).whereNull('left_at')
    if (stays.length === 0) return err([reason('personnel.not_in_gas_area')])
    for (const stay of stays) {
      const heard = { checked_in_at: tx.now, checked_in_by: by.name, silent_at: null }
      await tx.db.from('gas_stays').where('presence_id', stay.presence_id).update(heard)
      if (stay.silent_at !== null)
        await tx.emit(StaySettled, { presenceId: stay.presence_id, accountId, areaCode: stay.area_code, left: false, at: tx.now })
    }
    await recordAudit(tx, { by, action: 'personnel.checked_in', subject: { type: 'account', id: accountId } })
    return ok({ at: tx.now })
  })
}

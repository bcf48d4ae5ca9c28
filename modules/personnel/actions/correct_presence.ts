import { recordAudit, type Actor } from '#app/audit/index'
import { reason, type Reason } from '#app/kernel/reason'
import { err, ok, type Result } from '#app/kernel/result'
import { transact } from '#app/kernel/transaction'
import { PersonLeft } from '#modules/personnel/events'
import type { PresenceRow } from '#modules/personnel/rows'

/** A guard has made sure that somebody is not inside, although no gate saw him leave. */
export function correctPresence(input: {
  accountId: string
  areaCode: string
  comment: string
  by: Actor
}): Promise<Result<true, Reason[]>> {
  return transact(async (tx) => {
    const place = { account_id: input.accountId, area_code: input.areaCode }
    const row: PresenceRow | null = await tx.db.from('presence').where(place).whereNull('left_at').first()
    if (!row) return err([reason('personnel.not_inside')])
    await tx.db.from('presence').where('id', row.id).update({ left_at: tx.now, end_cause: 'corrected' })
    await recordAudit(tx, {
      by: input.by,
      action: 'personnel.presence_corrected',
      subject: { type: 'person', id: input.accountId },
      details: { area: input.areaCode, entered_at: row.entered_at, comment: input.comment },
    })
    await tx.emit(PersonLeft, { accountId: input.accountId, areaCode: input.areaCode, gateCode: row.entry_gate, at: tx.now })
    return ok(true)
  })
}

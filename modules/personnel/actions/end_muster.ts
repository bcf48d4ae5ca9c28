import { recordAudit, type Actor } from '#app/audit/index'
import { reason, type Reason } from '#app/kernel/reason'
import { err, ok, type Result } from '#app/kernel/result'
import { transact } from '#app/kernel/transaction'
import { MusterEnded } from '#modules/personnel/events'
import type { MusterReplyRow, MusterRow } from '#modules/personnel/rows'

/** Ends the count. With people still missing it needs a word why; both are on record. */
export function endMuster(input: { id: string; comment: string | null; by: Actor }): Promise<Result<true, Reason[]>> {
  return transact(async (tx) => {
    const muster: MusterRow | null = await tx.db.from('musters').where('id', input.id).first()
    if (!muster) return err([reason('personnel.no_such_muster')])
    const waiting: MusterReplyRow[] = await tx.db
      .from('muster_replies')
      .where({ muster_id: input.id, expected_as: 'inside' })
      .where((open) => open.whereNull('reply').orWhere('reply', 'cannot_come'))
    if (waiting.length > 0 && !input.comment) return err([reason('personnel.people_missing', { count: waiting.length })])
    const changed = await tx.db
      .from('musters')
      .where('id', input.id)
      .whereNull('ended_at')
      .update({ ended_at: tx.now, ended_by: input.by.name })
    if (Number(changed) === 0) return err([reason('personnel.muster_is_over')])
    await recordAudit(tx, {
      by: input.by,
      action: 'personnel.muster_ended',
      subject: { type: 'muster', id: input.id },
      details: { missing: waiting.map(({ account_id }) => account_id), comment: input.comment },
    })
    await tx.emit(MusterEnded, { musterId: input.id, areaCode: muster.area_code, missing: waiting.length, at: tx.now })
    return ok(true)
  })
}

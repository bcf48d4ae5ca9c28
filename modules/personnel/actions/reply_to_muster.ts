import { recordAudit, type Actor } from '#app/audit/index'
import { reason, type Reason } from '#app/kernel/reason'
import { err, ok, type Result } from '#app/kernel/result'
import { transact, type Tx } from '#app/kernel/transaction'
import { MusterReplied, PersonLeft } from '#modules/personnel/events'
import type { MusterReplyRow, MusterRow, PresenceRow } from '#modules/personnel/rows'
import { areaCodesWithin } from '#app/plant/index'

export interface ReplyInput {
  musterId: string
  accountId: string
  reply: 'arrived' | 'cannot_come'
  how: 'self' | 'badge' | 'by_hand'
  by: Actor
}

/** Somebody stands at the assembly point, or says that he can't come. Who has arrived is not inside any more. */
export function replyToMuster(input: ReplyInput): Promise<Result<true, Reason[]>> {
  return transact(async (tx) => {
    const muster: MusterRow | null = await tx.db.from('musters').where('id', input.musterId).first()
    if (!muster) return err([reason('personnel.no_such_muster')])
    if (muster.ended_at !== null) return err([reason('personnel.muster_is_over')])
    await storeReply(tx, input)
    await recordAudit(tx, {
      by: input.by,
      action: 'personnel.muster_replied',
      subject: { type: 'muster', id: input.musterId },
      details: { account_id: input.accountId, reply: input.reply, how: input.how },
    })
    await tx.emit(MusterReplied, { musterId: muster.id, areaCode: muster.area_code, accountId: input.accountId, reply: input.reply, at: tx.now })
    if (input.reply === 'arrived') await takeOut(tx, input.accountId, muster.area_code)
    return ok(true)
  })
}

async function storeReply(tx: Tx, { musterId, accountId, reply, how, by }: ReplyInput): Promise<void> {
  const place = { muster_id: musterId, account_id: accountId }
  const fields = { reply, how, replied_at: tx.now, replied_by: by.name }
  const expected: MusterReplyRow | null = await tx.db.from('muster_replies').where(place).first()
  if (expected) await tx.db.from('muster_replies').where('id', expected.id).update(fields)
  else await tx.db.table('muster_replies').insert({ ...place, expected_as: 'other', ...fields })
}

async function takeOut(tx: Tx, accountId: string, areaCode: string): Promise<void> {
  const codes = await areaCodesWithin(areaCode)
  const rows: PresenceRow[] = await tx.db
    .from('presence')
    .where('account_id', accountId)
    .whereIn('area_code', codes)
    .whereNull('left_at')
  for (const row of rows) {
    await tx.db.from('presence').where('id', row.id).update({ left_at: tx.now, end_cause: 'mustered' })
    await tx.emit(PersonLeft, { accountId, areaCode: row.area_code, gateCode: row.entry_gate, at: tx.now })
  }
}

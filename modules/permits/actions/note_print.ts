import { recordAudit } from '#app/audit/index'
import { reason, type Reason } from '#app/kernel/reason'
import { err, ok, type Result } from '#app/kernel/result'
import { transact } from '#app/kernel/transaction'
import type { Caller } from '#modules/permits/caller'
import type { PermitRow } from '#modules/permits/rows'

export interface Print {
  number: number
  printed_by: string
  printed_at: number
}

/** A paper copy is made: numbered and recorded before it is on paper. Only what was issued is printed. */
export async function notePrint(permitId: string, caller: Caller): Promise<Result<Print, Reason[]>> {
  return transact(async (tx) => {
    const permit: PermitRow | null = await tx.db.from('permits').where('id', permitId).first()
    if (!permit) return err([reason('permits.no_such_permit')])
    if (permit.issued_at === null) return err([reason('permits.not_issued')])
    const newest = await tx.db.from('permit_prints').where('permit_id', permitId).max('number as number').first()
    const print = { number: Number(newest?.number ?? 0) + 1, printed_by: caller.actor.name, printed_at: tx.now }
    await tx.db.table('permit_prints').insert({ permit_id: permitId, ...print })
    const subject = { type: 'permit', id: permitId }
    await recordAudit(tx, { by: caller.actor, action: 'permits.printed', subject, details: { code: permit.code, number: print.number } })
    return ok(print)
  })
}

import { recordAudit, systemActor, type Actor } from '#app/audit/index'
import { err, ok, type Result } from '#app/kernel/result'
import { reason, type Reason } from '#app/kernel/reason'
import { transact, type Tx } from '#app/kernel/transaction'
import type { BypassRow } from '#app/bypasses/bypass'
import { BypassEnded } from '#app/bypasses/events'

/** A person ends it before its time, or confirms that after its end all is as it should be again. */
export function endBypass(id: string, by: Actor): Promise<Result<BypassRow, Reason[]>> {
  return transact(async (tx) => {
    const row: BypassRow | null = await tx.db.from('bypasses').where('id', id).first()
    if (!row) return err([reason('bypasses.no_such_bypass')])
    const reasons = [
      ...(by.id === null ? [reason('bypasses.only_a_person')] : []),
      ...(row.restored_at === null ? [] : [reason('bypasses.over')]),
    ]
    if (reasons.length > 0) return err(reasons)
    if (row.ended_at === null) await end(tx, row, 'by_person', by)
    await tx.db.from('bypasses').where('id', id).update({ restored_at: tx.now, restored_by_name: by.name })
    await recordAudit(tx, { by, action: 'bypasses.restored', subject: { type: 'bypass', id }, details: { kind: row.kind, subject: row.subject_code } })
    return ok((await tx.db.from('bypasses').where('id', id).first()) as BypassRow)
  })
}

/** Something graver has come: what was set aside for this subject works again from now on. */
export async function overruleBypass(tx: Tx, kind: string, subjectCode: string): Promise<void> {
  const row: BypassRow | null = await tx.db.from('bypasses').where({ kind, subject_code: subjectCode }).whereNull('ended_at').first()
  if (row) await end(tx, row, 'overruled', systemActor('bypasses'))
}

/** Time passing alone ends it. */
export function endOverTime(): Promise<void> {
  return transact(async (tx) => {
    const over: BypassRow[] = await tx.db.from('bypasses').whereNull('ended_at').where('until', '<=', tx.now).limit(200)
    for (const row of over) await end(tx, row, 'by_time', systemActor('bypasses'))
  })
}

async function end(tx: Tx, row: BypassRow, cause: 'by_time' | 'by_person' | 'overruled', by: Actor): Promise<void> {
  await tx.db.from('bypasses').where('id', row.id).update({ ended_at: tx.now, end_cause: cause })
  await recordAudit(tx, { by, action: 'bypasses.ended', subject: { type: 'bypass', id: row.id }, details: { kind: row.kind, subject: row.subject_code, cause } })
  await tx.emit(BypassEnded, { bypassId: row.id, kind: row.kind, subjectCode: row.subject_code, areaCode: row.area_code, cause, at: tx.now })
}

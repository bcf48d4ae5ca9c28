import { recordAudit, type Actor } from '#app/audit/index'
import { newId } from '#app/kernel/ids'
import { reason, type Reason } from '#app/kernel/reason'
import { err, ok, type Result } from '#app/kernel/result'
import { transact } from '#app/kernel/transaction'
import type { CheckKind } from '#modules/telemetry/queries/due_checks'

/** A person has calibrated a detector or shown it its gas. Only one that passed counts for the next date. */
export async function recordCheck(input: { point: string; kind: CheckKind; passed: boolean; at: number | null; note: string | null; by: Actor }): Promise<Result<{ id: string }, Reason[]>> {
  return transact(async (tx) => {
    if (!(await tx.db.from('points').where('code', input.point).first())) return err([reason('telemetry.no_such_point', { code: input.point })])
    if (!input.by.id) return err([reason('telemetry.only_a_person')])
    if (input.at !== null && input.at > tx.now) return err([reason('telemetry.check_in_the_future')])
    const { point, kind, passed, note, by } = input
    const row = { id: newId(), point_code: point, kind, passed, at: input.at ?? tx.now, note, by: by.id!, by_name: by.name }
    await tx.db.table('point_checks').insert(row)
    await recordAudit(tx, { by, action: 'telemetry.point_checked', subject: { type: 'point', id: point }, details: { kind, passed, at: row.at, note } })
    return ok({ id: row.id })
  })
}

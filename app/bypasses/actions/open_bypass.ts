import { recordAudit, type Actor } from '#app/audit/index'
import { newId } from '#app/kernel/ids'
import { err, ok, type Result } from '#app/kernel/result'
import { reason, type Reason } from '#app/kernel/reason'
import { settingValue } from '#app/kernel/settings'
import { transact } from '#app/kernel/transaction'
import { bypassKind, type BypassRow } from '#app/bypasses/bypass'
import { BypassOpened } from '#app/bypasses/events'

export interface OpenInput {
  kind: string
  subject: string
  value: number | null
  reason: string
  measure: string
  until: number
  by: Actor
}

/** Sets a safeguard aside: with an owner, a reason, a compensating measure and an end, or not at all. */
export async function openBypass(input: OpenInput): Promise<Result<BypassRow, Reason[]>> {
  const kind = bypassKind(input.kind)
  const subject = (await kind?.subjects())?.find(({ code }) => code === input.subject)
  if (!kind || !subject) return err([reason('bypasses.no_such_subject')])
  return transact(async (tx) => {
    const hours = await settingValue(kind.longest, tx.db)
    const standing = await tx.db.from('bypasses').where({ kind: kind.kind, subject_code: subject.code }).whereNull('ended_at').first()
    const value = kind.takesValue ? input.value : null
    const reasons: Reason[] = [
      ...(input.by.id === null ? [reason('bypasses.only_a_person')] : []),
      ...(standing ? [reason('bypasses.stands_already')] : []),
      ...(kind.takesValue && value === null ? [reason('bypasses.value_needed')] : []),
      ...(input.until <= tx.now ? [reason('bypasses.end_has_passed')] : []),
      ...(input.until > tx.now + hours * 3_600_000 ? [reason('bypasses.too_long', { hours })] : []),
      ...(await kind.against(subject, value, tx)),
    ]
    if (reasons.length > 0) return err(reasons)

    const row: BypassRow = {
      id: newId(),
      kind: kind.kind,
      subject_code: subject.code,
      subject_name: subject.name,
      subject_name_en: subject.nameEn,
      area_code: subject.areaCode,
      value,
      owner_id: input.by.id!,
      owner_name: input.by.name,
      reason: input.reason,
      measure: input.measure,
      since: tx.now,
      until: input.until,
      ended_at: null,
      end_cause: null,
      restored_at: null,
      restored_by_name: null,
    }
    await tx.db.table('bypasses').insert(row)
    await recordAudit(tx, {
      by: input.by,
      action: 'bypasses.opened',
      subject: { type: 'bypass', id: row.id },
      details: { kind: row.kind, subject: row.subject_code, value, reason: row.reason, measure: row.measure, until: row.until },
    })
    await tx.emit(BypassOpened, { bypassId: row.id, kind: row.kind, subjectCode: row.subject_code, areaCode: row.area_code, value, until: row.until, at: tx.now })
    return ok(row)
  })
}

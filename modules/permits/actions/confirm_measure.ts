import { requireFresh } from '#app/attachments/index'
import { recordAudit } from '#app/audit/index'
import { reason, type Reason } from '#app/kernel/reason'
import { err, ok, type Result } from '#app/kernel/result'
import { settingValue } from '#app/kernel/settings'
import { transact, type Tx } from '#app/kernel/transaction'
import type { Caller } from '#modules/permits/caller'
import type { Measure } from '#modules/permits/level'
import type { PermitFile } from '#modules/permits/permit_file'
import { loadFile } from '#modules/permits/queries/load_file'
import { photoFresh } from '#modules/permits/settings'

export interface Confirmation {
  outcome: 'done' | 'not_applicable'
  reason?: string | null
  attachmentId?: string | null
}

/** One measure, confirmed by one named person at one instant. There is no way to confirm all of them at once. */
export async function confirmMeasure(
  permitId: string,
  measureId: string,
  confirmation: Confirmation,
  caller: Caller
): Promise<Result<true, Reason[]>> {
  return transact(async (tx) => {
    const file = await loadFile(permitId, tx.db)
    const measure = file?.level.measures.find(({ id }) => id === measureId)
    if (!file) return err([reason('permits.no_such_permit')])
    if (!measure) return err([reason('permits.no_such_measure')])
    const withinMin = await settingValue(photoFresh, tx.db)
    const photo = confirmation.attachmentId ? await requireFresh(confirmation.attachmentId, { withinMin, now: tx.now }) : []
    const used = confirmation.attachmentId ? await usedElsewhere(tx, confirmation.attachmentId, permitId, measureId) : []
    const reasons = [...againstConfirming(file, measure, confirmation, caller), ...photo, ...used]
    if (reasons.length > 0) return err(reasons)

    const row = {
      permit_id: permitId,
      measure_id: measureId,
      outcome: confirmation.outcome,
      reason: confirmation.reason?.trim() || null,
      attachment_id: confirmation.attachmentId ?? null,
      confirmed_by: caller.person!.id,
      confirmed_at: tx.now,
    }
    await tx.db.knexQuery().insert(row).into('permit_measures').onConflict(['permit_id', 'measure_id']).merge()
    const subject = { type: 'permit', id: permitId }
    await recordAudit(tx, { by: caller.actor, action: 'permits.measure_confirmed', subject, details: { ...row, level: file.level.code, version: file.level.version } })
    return ok(true)
  })
}

/** One photo shows one thing: it proves nothing a second time. */
async function usedElsewhere(tx: Tx, attachmentId: string, permitId: string, measureId: string): Promise<Reason[]> {
  const uses: { permit_id: string; measure_id: string }[] = await tx.db.from('permit_measures').where('attachment_id', attachmentId)
  return uses.some((use) => use.permit_id !== permitId || use.measure_id !== measureId) ? [reason('permits.photo_used')] : []
}

function againstConfirming({ permit, workers }: PermitFile, measure: Measure, confirmation: Confirmation, { person }: Caller): Reason[] {
  const reasons: Reason[] = []
  const params = { measure: measure.text, measure_en: measure.text_en, id: measure.id }
  if (permit.state !== 'draft') reasons.push(reason('permits.no_longer_a_draft'))
  const involved = [permit.applicant_id, ...workers.map(({ account_id }) => account_id)]
  if (!person || !involved.includes(person.id)) reasons.push(reason('permits.not_involved'))
  if (confirmation.outcome === 'not_applicable') {
    if (!measure.not_applicable) reasons.push(reason('permits.measure_applies', params))
    if (!confirmation.reason?.trim()) reasons.push(reason('permits.comment_needed'))
  } else if (measure.photo && !confirmation.attachmentId) reasons.push(reason('permits.measure_without_photo', params))
  return reasons
}

import { settingValue } from '#app/kernel/settings'
import type { Tx } from '#app/kernel/transaction'
import type { Step } from '#modules/permits/actions/move'
import type { StepContext } from '#modules/permits/actions/step_context'
import { PermitSubmitted } from '#modules/permits/events'
import type { PermitFile } from '#modules/permits/permit_file'
import { guardianCandidates } from '#modules/permits/queries/guardian_candidates'
import { acceptWithin } from '#modules/permits/settings'

const MIN_MS = 60_000

/** Where the applicant named no guardian, the first who holds the post, is qualified and free is asked. */
export async function prepareSubmit(tx: Tx, file: PermitFile): Promise<PermitFile> {
  if (file.permit.guardian_id || file.permit.state !== 'draft') return file
  const [candidate] = await guardianCandidates(file, tx.now, tx.db)
  if (!candidate?.fit) return file
  return { ...file, permit: { ...file.permit, guardian_id: candidate.accountId } }
}

export async function submit({ tx, file }: StepContext): Promise<Step> {
  await noteQualified(tx, file)
  const approvals = file.level.approvers.map(({ role }, index) => ({ permit_id: file.permit.id, seq: index + 1, role }))
  await tx.db.table('permit_approvals').multiInsert(approvals)
  const due = tx.now + (await settingValue(acceptWithin, tx.db)) * MIN_MS
  return { fields: { submitted_at: tx.now, guardian_id: file.permit.guardian_id, guardian_due_at: due }, event: { type: PermitSubmitted } }
}

/** The guards found everybody's records in order: the database wants to know until when. */
export async function noteQualified(tx: Tx, { permit }: PermitFile): Promise<void> {
  await tx.db.from('permit_workers').where('permit_id', permit.id).update({ qualified_at: tx.now, qualified_through: permit.end_at })
}

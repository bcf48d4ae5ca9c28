import { randomBytes } from 'node:crypto'
import { setDue } from '#modules/permits/actions/answer_guard'
import type { Step } from '#modules/permits/actions/move'
import type { StepContext } from '#modules/permits/actions/step_context'
import { noteQualified } from '#modules/permits/actions/submit_permit'
import { PermitIssued, PermitRejected } from '#modules/permits/events'
import { nextApproval } from '#modules/permits/permit_file'

const MIN_MS = 60_000

/** One opinion in its place in the chain, signed over the content that the approver saw. */
export async function approve(context: StepContext): Promise<Step> {
  const { tx, file, facts, input } = context
  const due = nextApproval(file)!
  await write(context, 'approved', { signature_id: context.signatureId, content_hash: facts.contentHash })
  await noteQualified(tx, file)
  const next = file.level.approvers[due.seq]
  if (next) await setDue(tx, file, due.seq + 1, tx.now + next.within_min * MIN_MS)
  return { details: { role: due.role, approval: due.seq, comment: input.comment ?? null } }
}

export async function reject(context: StepContext): Promise<Step> {
  const comment = context.input.comment!.trim()
  const due = nextApproval(context.file)!
  await write(context, 'rejected', {})
  return {
    fields: { end_comment: comment },
    details: { role: due.role, approval: due.seq, comment },
    event: { type: PermitRejected, more: { comment } },
  }
}

/** From here on the permit has a code that can be scanned; the nonce in it is known to nobody before. */
export async function issue({ tx }: StepContext): Promise<Step> {
  return { fields: { issued_at: tx.now, nonce: randomBytes(12).toString('base64url') }, event: { type: PermitIssued } }
}

async function write({ tx, file, caller, input }: StepContext, decision: 'approved' | 'rejected', more: object): Promise<void> {
  const { seq } = nextApproval(file)!
  const opinion = { account_id: caller.person!.id, decision, comment: input.comment?.trim() || null, decided_at: tx.now, ...more }
  await tx.db.from('permit_approvals').where({ permit_id: file.permit.id, seq }).update(opinion)
}

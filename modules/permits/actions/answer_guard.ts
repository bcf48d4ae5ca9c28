import { settingValue } from '#app/kernel/settings'
import type { Tx } from '#app/kernel/transaction'
import type { Step } from '#modules/permits/actions/move'
import type { StepContext } from '#modules/permits/actions/step_context'
import { GuardianAccepted } from '#modules/permits/events'
import type { PermitFile } from '#modules/permits/permit_file'
import { guardianCandidates } from '#modules/permits/queries/guardian_candidates'
import { acceptWithin } from '#modules/permits/settings'

const MIN_MS = 60_000

/** The guardian takes the duty on and signs for the text of it; the first approver's time begins. */
export async function acceptGuard({ tx, file, caller, input }: StepContext): Promise<Step> {
  const guardianId = caller.person!.id
  await note(tx, file, { account_id: guardianId, answer: 'accepted', reason: null })
  const [first] = file.level.approvers
  await setDue(tx, file, 1, tx.now + first!.within_min * MIN_MS)
  return {
    fields: { guardian_accepted_at: tx.now, duties_version: file.level.duties.version },
    signatureField: 'guardian_signature_id',
    details: { duties_version: input.dutiesVersion },
    event: { type: GuardianAccepted, more: { guardianId } },
  }
}

/** The next who is qualified and free is asked; where there is none the applicant has to find somebody. */
export async function declineGuard({ tx, file, caller, input }: StepContext): Promise<Step> {
  const answer = { account_id: caller.person!.id, answer: 'declined' as const, reason: input.comment!.trim() }
  await note(tx, file, answer)
  const known = { ...file, answers: [...file.answers, { permit_id: file.permit.id, at: tx.now, ...answer }] }
  const [next] = await guardianCandidates(known, tx.now, tx.db)
  return { fields: { guardian_id: next?.fit ? next.accountId : null, guardian_due_at: await answerDue(tx), guardian_called_at: null }, details: { comment: answer.reason } }
}

export async function assignGuardian({ tx, facts }: StepContext): Promise<Step> {
  return {
    fields: { guardian_id: facts.guardian!.accountId, guardian_due_at: await answerDue(tx), guardian_called_at: null },
    details: { guardian: facts.guardian!.name },
  }
}

const answerDue = async (tx: Tx): Promise<number> => tx.now + (await settingValue(acceptWithin, tx.db)) * MIN_MS

async function note(tx: Tx, { permit }: PermitFile, answer: object): Promise<void> {
  await tx.db.table('permit_guard_answers').insert({ permit_id: permit.id, at: tx.now, ...answer })
}

export async function setDue(tx: Tx, { permit }: PermitFile, seq: number, due: number): Promise<void> {
  await tx.db.from('permit_approvals').where({ permit_id: permit.id, seq }).update({ due_at: due })
}

import { reason, type Reason } from '#app/kernel/reason'
import type { Guard } from '#app/kernel/lifecycle'
import type { GuardianFacts, PermitFacts } from '#modules/permits/facts'
import { nextApproval } from '#modules/permits/permit_file'

/** The caller holds the permission; the system holds all. */
export const permitted =
  (permission: string): Guard<PermitFacts> =>
  ({ caller }) =>
    caller.system || caller.permissions.has(permission) ? null : reason('identity.not_allowed', { permission })

export function byApplicant({ caller, permit }: PermitFacts): Reason | null {
  return caller.system || caller.accountId === permit.applicant_id ? null : reason('permits.only_applicant')
}

export function byGuardian({ caller, guardian }: PermitFacts): Reason | null {
  if (guardian && caller.accountId === guardian.accountId) return null
  return guardian ? reason('permits.only_guardian', names(guardian)) : reason('permits.no_guardian')
}

/** For what nobody may do by hand. */
export function bySystem({ caller }: PermitFacts): Reason | null {
  return caller.system ? null : reason('permits.only_by_itself')
}

/** Whoever sees danger may stop the work: everyone on the permit, and who holds the permission. */
export function mayStop({ caller, permit, workers }: PermitFacts): Reason | null {
  const involved = [permit.applicant_id, permit.guardian_id, ...workers.map(({ account_id }) => account_id)]
  if (caller.system || caller.permissions.has('permits.suspend')) return null
  return caller.accountId !== null && involved.includes(caller.accountId) ? null : reason('permits.not_involved')
}

export function approvalIsMine(facts: PermitFacts): Reason | null {
  const due = nextApproval(facts)
  if (!due) return reason('permits.nothing_to_approve')
  return facts.caller.holdsNextRole ? null : reason('permits.not_your_turn', { role: due.role })
}

/** Applicant, guardian, workers and approvers are different people. */
export function rolesApart({ permit, guardian, workerFacts, approvals, limits }: PermitFacts): Reason[] {
  const reasons: Reason[] = []
  const workers = new Map(workerFacts.map((worker) => [worker.accountId, worker]))
  const approvers = approvals.flatMap(({ account_id }) => account_id ?? [])
  if (guardian && guardian.accountId === permit.applicant_id) reasons.push(reason('permits.guardian_is_applicant', names(guardian)))
  if (guardian && workers.has(guardian.accountId)) reasons.push(reason('permits.guardian_is_worker', names(guardian)))
  if (guardian && approvers.includes(guardian.accountId)) reasons.push(reason('permits.guardian_is_approver', names(guardian)))
  const applying = workers.get(permit.applicant_id)
  if (applying && !limits.applicantMayWork) reasons.push(reason('permits.applicant_is_worker', names(applying)))
  for (const id of approvers) {
    const worker = workers.get(id)
    if (worker) reasons.push(reason('permits.approver_is_worker', names(worker)))
  }
  return reasons
}

/** The one who approves has no other part in this permit. */
export function approverApart({ caller, permit, guardian, workerFacts, approvals }: PermitFacts): Reason[] {
  const me = caller.accountId
  if (me === null) return []
  const parts: [string, boolean][] = [
    ['applicant', me === permit.applicant_id],
    ['guardian', me === guardian?.accountId],
    ['worker', workerFacts.some(({ accountId }) => accountId === me)],
    ['approver', approvals.some(({ account_id }) => account_id === me)],
  ]
  return parts.flatMap(([part, holds]) => (holds ? [reason('permits.approver_has_a_part', { part })] : []))
}

export const closerApart = ({ caller, permit, workerFacts }: PermitFacts): Reason | null =>
  caller.accountId === permit.guardian_id || workerFacts.some(({ accountId }) => accountId === caller.accountId)
    ? reason('permits.closer_has_a_part')
    : null

/** Checked when applied for, when approved and when started: a certificate may be gone in between. */
export const workersQualified = ({ workerFacts }: PermitFacts): Reason[] => workerFacts.flatMap(({ unmet }) => unmet)

export function guardianFit({ guardian }: PermitFacts): Reason[] {
  if (!guardian) return [reason('permits.no_guardian')]
  const reasons = [...guardian.unmet]
  if (!guardian.isGuardian) reasons.push(reason('permits.not_a_guardian', names(guardian)))
  if (guardian.declined) reasons.push(reason('permits.guardian_has_declined', names(guardian)))
  if (guardian.elsewhere) reasons.push(reason('permits.guardian_elsewhere', { ...names(guardian), ...guardian.elsewhere }))
  return reasons
}

export function guardianAccepted({ permit }: PermitFacts): Reason | null {
  return permit.guardian_accepted_at && permit.guardian_signature_id ? null : reason('permits.guardian_not_accepted')
}

/** Where gates see who is inside, the guardian has to be. */
export function guardianPresent({ guardian, permit, area }: PermitFacts): Reason | null {
  const gone = permit.guardian_left_at !== null && guardian?.inside !== true
  return gone || guardian?.inside === false
    ? reason('permits.guardian_away', { ...names(guardian!), area: area.name, area_en: area.name_en })
    : null
}

const names = ({ name, name_en }: Pick<GuardianFacts, 'name' | 'name_en'>) => ({ name, name_en })

import { newId } from '#app/kernel/ids'
import { settingValue } from '#app/kernel/settings'
import type { Tx } from '#app/kernel/transaction'
import { notify } from '#app/notifications/actions/notify'
import { dueAt, policyFor, type EscalationLevel } from '#app/notifications/escalation'
import { activePolicies } from '#app/notifications/queries/escalation_policies'
import { acknowledgeWithin } from '#app/notifications/settings'

export interface EscalationInput {
  subject: { type: string; id: string; class: string }
  priority: 1 | 2 | 3 | 4
  areaCode: string | null
  /** What those who are told first read. */
  message: string
  /** For that message and the ones of the steps: `name`, `name_en`, `area`, `area_en` at least. */
  params: Record<string, string | number>
  link?: string
}

/** Who is told at a level, for the place. */
export const recipientsOf = ({ roles = [], team }: EscalationLevel, area: string | null) => ({
  roles: roles.map((role) => ({ role, area })),
  ...(team ? { team } : {}),
})

/** Tells those who are first and sets the clock for those who are next. Once for a subject; no policy, nothing. */
export async function startEscalation(tx: Tx, input: EscalationInput): Promise<void> {
  const { subject, priority, areaCode, params, link } = input
  const policy = policyFor(await activePolicies(tx.db), priority, subject.class)
  const known = await tx.db.from('escalations').where({ subject_type: subject.type, subject_id: subject.id }).first()
  if (!policy || known) return

  await notify(tx, {
    to: recipientsOf(policy.first, areaCode),
    message: { key: input.message, params },
    priority,
    link,
    channels: policy.first.channels,
    cause: `${subject.type}:${subject.id}`,
  })
  const within = (await settingValue(acknowledgeWithin, tx.db))[String(priority)] ?? 0
  const due = dueAt(tx.now, within, policy.steps, 0)
  await tx.db.table('escalations').insert({
    id: newId(),
    policy_code: policy.code,
    subject_type: subject.type,
    subject_id: subject.id,
    area_code: areaCode,
    priority,
    params: JSON.stringify(params),
    link: link ?? null,
    steps: JSON.stringify(policy.steps.map((step) => ({ ...step, after_min: within + step.after_min }))),
    next_step: 0,
    due_at: due,
    state: due === null ? 'exhausted' : 'running',
    started_at: tx.now,
  })
}

/** Somebody has answered, or there is nothing to answer any more. */
export async function stopEscalation(tx: Tx, subject: { type: string; id: string }, by: string): Promise<void> {
  await tx.db
    .from('escalations')
    .where({ subject_type: subject.type, subject_id: subject.id, state: 'running' })
    .update({ state: 'stopped', due_at: null, ended_at: tx.now, ended_by: by })
}

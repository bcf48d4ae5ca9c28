import { recordAudit, systemActor } from '#app/audit/index'
import { transact, type Tx } from '#app/kernel/transaction'
import { notify } from '#app/notifications/actions/notify'
import { recipientsOf, stopEscalation } from '#app/notifications/actions/start_escalation'
import { dueAt, type EscalationStep } from '#app/notifications/escalation'
import { subjectState } from '#app/notifications/escalation_subjects'
import { EscalationStepTaken } from '#app/notifications/events'
import type { EscalationRow } from '#app/notifications/rows'

const BY = systemActor('notifications')

/** Tells the next level, unless somebody has answered meanwhile; each step once, whatever crashes in between. */
export function takeEscalationStep(id: string): Promise<void> {
  return transact(async (tx) => {
    const row: EscalationRow | null = await tx.db.from('escalations').where({ id, state: 'running' }).first()
    if (!row || row.due_at === null || Number(row.due_at) > tx.now) return
    const subject = { type: row.subject_type, id: row.subject_id }
    const state = await subjectState(tx, subject.type, subject.id)
    if (state.waits === false) return stopEscalation(tx, subject, 'system:notifications')
    if (state.waits === 'later') return void (await tx.db.from('escalations').where('id', id).update({ due_at: state.until }))

    const steps = JSON.parse(row.steps) as EscalationStep[]
    const recipients = await tellLevel(tx, row, steps[row.next_step]!)
    const next = dueAt(Number(row.started_at), 0, steps, row.next_step + 1)
    // Where a level has nobody at this hour, the one above it is told at once.
    const due = next !== null && recipients === 0 ? tx.now : next
    await tx.db
      .from('escalations')
      .where('id', id)
      .update({ next_step: row.next_step + 1, due_at: due, ...(due === null ? { state: 'exhausted', ended_at: tx.now } : {}) })
  })
}

async function tellLevel(tx: Tx, row: EscalationRow, step: EscalationStep): Promise<number> {
  const { subject_type: subjectType, subject_id: subjectId, next_step: level } = row
  const minutes = Math.round((tx.now - Number(row.started_at)) / 60_000)
  const { recipients } = await notify(tx, {
    to: recipientsOf(step, row.area_code),
    message: { key: 'notifications.unacknowledged', params: { ...JSON.parse(row.params), minutes } },
    priority: row.priority,
    link: row.link ?? undefined,
    channels: step.channels,
    cause: `${subjectType}:${subjectId}`,
    again: `level-${level + 1}`,
  })
  await tx.db.table('escalation_steps').insert({ escalation_id: row.id, step: level, at: tx.now, recipients })
  const details = { policy: row.policy_code, level: level + 1, roles: step.roles ?? [], team: step.team ?? null, recipients, minutes }
  await recordAudit(tx, { by: BY, action: 'notifications.escalated', subject: { type: subjectType, id: subjectId }, details })
  await tx.emit(EscalationStepTaken, { escalationId: row.id, subjectType, subjectId, level: level + 1, recipients, minutes, at: tx.now })
  return recipients
}

import db from '@adonisjs/lucid/services/db'
import type { EscalationStep } from '#app/notifications/escalation'
import type { EscalationRow } from '#app/notifications/rows'

/** How far the call for an answer has gone: the steps taken, and when the next is due; null: there was none. */
export async function findEscalation(subject: { type: string; id: string }) {
  const row: EscalationRow | null = await db.from('escalations').where({ subject_type: subject.type, subject_id: subject.id }).first()
  if (!row) return null
  const taken = await db.from('escalation_steps').where('escalation_id', row.id).orderBy('step')
  const steps = JSON.parse(row.steps) as EscalationStep[]
  const { policy_code: policy, state, started_at, due_at, ended_at, ended_by } = row
  return {
    policy,
    state,
    started_at,
    due_at,
    ended_at,
    ended_by,
    steps: steps.map(({ after_min, roles = [], team = null }, index) => {
      const done = taken.find(({ step }) => step === index)
      return { level: index + 1, after_min, roles, team, at: done?.at ?? null, recipients: done?.recipients ?? null }
    }),
  }
}

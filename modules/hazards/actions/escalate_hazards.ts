import db from '@adonisjs/lucid/services/db'
import { recordAudit, systemActor } from '#app/audit/index'
import { clock } from '#app/kernel/clock'
import { settingValue } from '#app/kernel/settings'
import { transact } from '#app/kernel/transaction'
import { notify } from '#app/notifications/index'
import { noteStep } from '#modules/hazards/actions/note_step'
import { noticeParams } from '#modules/hazards/queries/notice_params'
import type { HazardRow } from '#modules/hazards/rows'
import { escalateAfterHours } from '#modules/hazards/settings'

/** Who hears of a hazard that nobody touches, one line higher each time (B12). */
const LINE = ['area_responsible', 'workshop_director', 'safety_director'] as const
const HOUR_MS = 3_600_000
const BATCH = 200

/** Tells the next level of each hazard on which nothing was done for too long; returns how many. */
export async function escalateHazards(): Promise<number> {
  const hours = await settingValue(escalateAfterHours)
  const open: HazardRow[] = await db
    .from('hazards')
    .whereNotIn('state', ['closed', 'withdrawn'])
    .where('escalation', '<', LINE.length)
    .where('last_action_at', '<', clock.now() - hours * HOUR_MS)
    .limit(BATCH)
  const due = open.filter((hazard) => clock.now() >= hazard.last_action_at + (hazard.escalation + 1) * hours * HOUR_MS)
  for (const hazard of due) await escalate(hazard)
  return due.length
}

async function escalate(hazard: HazardRow): Promise<void> {
  const role = LINE[hazard.escalation]!
  await transact(async (tx) => {
    const raised = await tx.db.from('hazards').where({ id: hazard.id, escalation: hazard.escalation }).update({ escalation: hazard.escalation + 1 })
    if (Number(raised) === 0) return
    await noteStep(tx, hazard, { command: 'escalate', by: systemActor('hazards'), beganAt: hazard.last_action_at, dueAt: hazard.due_at, comment: null })
    await recordAudit(tx, {
      by: systemActor('hazards'),
      action: 'hazards.escalated',
      subject: { type: 'hazard', id: hazard.id },
      details: { code: hazard.code, to: role, level: hazard.escalation + 1 },
    })
    await notify(tx, {
      to: { roles: [{ role, area: hazard.area_code }], accounts: hazard.assignee_id ? [hazard.assignee_id] : [] },
      message: { key: 'hazards.notices.untouched', params: await noticeParams(tx, hazard) },
      priority: 2,
      link: `/hazards/${hazard.id}`,
      cause: `hazard:${hazard.id}:escalation:${hazard.escalation + 1}:${hazard.last_action_at}`,
    })
  })
}

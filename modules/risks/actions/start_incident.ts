import { recordAudit, systemActor } from '#app/audit/index'
import { newId } from '#app/kernel/ids'
import type { Tx } from '#app/kernel/transaction'
import { notify } from '#app/notifications/index'
import { areaLabel } from '#app/plant/index'
import { callTeam } from '#modules/risks/actions/call_team'
import { pushCards } from '#modules/risks/actions/push_cards'
import { writeEntry } from '#modules/risks/actions/write_entry'
import { IncidentStarted } from '#modules/risks/events'
import { assigneesOf } from '#modules/risks/queries/assignees'
import type { EmergencyPlan } from '#modules/risks/plan'
import type { IncidentRow } from '#modules/risks/rows'

interface Trigger {
  /** Null: a rule started it. */
  alarmId: string | null
  areaCode: string
  value: number
  unit: string
  pointCode: string
}

/** Starts a plan, or adds the alarm to the incident that runs already: one for each area and plan (A16). */
export async function startIncident(tx: Tx, plan: EmergencyPlan, trigger: Trigger): Promise<string> {
  const running: IncidentRow | null = await tx.db.from('incidents').where({ area_code: trigger.areaCode, plan_code: plan.code, state: 'active' }).first()
  const alarm = { point: trigger.pointCode, value: trigger.value, unit: trigger.unit }
  if (running) {
    await joinAlarm(tx, running.id, trigger.alarmId)
    await writeEntry(tx, running.id, 'system:risks', 'alarm_joined', alarm)
    return running.id
  }
  const id = newId()
  const year = new Date(tx.now).getUTCFullYear()
  const counted = await tx.db.from('incidents').where('code', 'like', `E-${year}-%`).count('* as n').first()
  const code = `E-${year}-${String(Number(counted?.n ?? 0) + 1).padStart(4, '0')}`
  await tx.db.table('incidents').insert({ id, code, plan_code: plan.code, area_code: trigger.areaCode, state: 'active', started_at: tx.now })
  const assignees = await Promise.all(plan.steps.map(({ role }) => assigneesOf(role, trigger.areaCode)))
  await tx.db.table('incident_tasks').multiInsert(
    plan.steps.map(({ title, title_en, role, card }, position) => ({
      id: newId(),
      incident_id: id,
      position,
      title,
      title_en,
      role_code: role,
      card_code: card ?? null,
      assignees: JSON.stringify(assignees[position]),
      state: 'open',
    }))
  )
  await joinAlarm(tx, id, trigger.alarmId)
  await writeEntry(tx, id, 'system:risks', 'started', alarm)
  await recordAudit(tx, {
    by: systemActor('risks'),
    action: 'risks.incident_started',
    subject: { type: 'incident', id },
    details: { code, plan: plan.code, area: trigger.areaCode, alarm: trigger.alarmId },
  })
  await tx.emit(IncidentStarted, { incidentId: id, code, areaCode: trigger.areaCode, planCode: plan.code, alarmId: trigger.alarmId, at: tx.now })
  await tellPeople(tx, plan, { id, code, areaCode: trigger.areaCode })
  await pushCards(tx, plan, id, assignees)
  return id
}

/** A duty that is retried finds its alarm on the record already. */
const joinAlarm = async (tx: Tx, incidentId: string, alarmId: string | null): Promise<unknown> =>
  alarmId && tx.db.knexQuery().insert({ incident_id: incidentId, alarm_id: alarmId, joined_at: tx.now }).into('incident_alarms').onConflict(['incident_id', 'alarm_id']).ignore()

/** The team musters; who answers for the place and the plant is told. */
async function tellPeople(tx: Tx, plan: EmergencyPlan, incident: { id: string; code: string; areaCode: string }): Promise<void> {
  const area = await areaLabel(incident.areaCode)
  const params = { code: incident.code, plan: plan.name, plan_en: plan.name_en, area: area.name, area_en: area.nameEn }
  const notice = { priority: 1 as const, link: `/incidents/${incident.id}`, cause: `incident:${incident.id}` }
  const links = await callTeam(tx, incident.id, plan.team)
  const linkFor = (accountId: string) => `/r/${links.get(accountId)}`
  await notify(tx, { ...notice, to: { accounts: [...links.keys()] }, linkFor, message: { key: 'risks.notices.muster', params } })
  const roles = plan.tell.map((role) => ({ role, area: incident.areaCode }))
  await notify(tx, { ...notice, to: { roles }, message: { key: 'risks.notices.started', params } })
}

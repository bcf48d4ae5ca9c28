import { subscribe } from '#app/kernel/events'
import { systemActor } from '#app/audit/index'
import { StopMoved } from '#app/integrations/events'
import { EscalationStepTaken } from '#app/notifications/events'
import { MusterReplied } from '#modules/personnel/events'
import { answerCall } from '#modules/risks/actions/answer_call'
import { writeEntry } from '#modules/risks/actions/write_entry'

/** What others hear of an incident belongs on its record: unanswered alarms, and who has come to the count. */
export function listenToAnswers(): void {
  subscribe(EscalationStepTaken, 'risks.note_escalation', async ({ payload }, tx) => {
    if (payload.subjectType !== 'alarm') return
    const incidents = await tx.db
      .from('incident_alarms')
      .join('incidents', 'incidents.id', 'incident_alarms.incident_id')
      .where({ alarm_id: payload.subjectId, state: 'active' })
      .select('incidents.id')
    const { level, minutes, recipients } = payload
    for (const { id } of incidents) await writeEntry(tx, id, 'system:notifications', 'escalated', { level, minutes, recipients })
  })

  subscribe(StopMoved, 'risks.note_stop', async ({ payload }, tx) => {
    const incident = payload.incidentId && (await tx.db.from('incidents').where('id', payload.incidentId).first())
    if (incident) await writeEntry(tx, incident.id, 'system:integrations', `stop_${payload.state}`, { stop: payload.code })
  })

  subscribe(MusterReplied, 'risks.answer_call', async ({ payload }, tx) => {
    const called = await tx.db
      .from('incident_responses')
      .join('incidents', 'incidents.id', 'incident_responses.incident_id')
      .where({ 'incidents.state': 'active', 'incidents.area_code': payload.areaCode, 'account_id': payload.accountId })
      .select('incidents.id')
    for (const { id: incidentId } of called)
      await answerCall({ incidentId, accountId: payload.accountId, reply: payload.reply, how: 'muster', by: systemActor('personnel') })
  })
}

import { recordAudit, systemActor } from '#app/audit/index'
import type { Tx } from '#app/kernel/transaction'
import { endAlarm } from '#modules/telemetry/actions/end_alarm'
import { AlarmCleared } from '#modules/telemetry/events'
import { lifecycleOf } from '#modules/telemetry/lifecycle'
import type { AlarmRow } from '#modules/telemetry/rows'

/** The condition holds no more. A process alarm goes on standing until a person has seen and reset it. */
export async function clearAlarm(tx: Tx, conditionCode: string, at: number): Promise<void> {
  const alarm: AlarmRow | null = await tx.db
    .from('alarms')
    .where('condition_code', conditionCode)
    .whereNot('state', 'normal')
    .first()
  if (!alarm) return
  const decision = lifecycleOf(Boolean(alarm.latching)).decide(alarm.state, 'clear', { byPerson: false })
  if (!decision.ok) return

  await tx.emit(AlarmCleared, {
    alarmId: alarm.id,
    areaCode: alarm.area_code ?? '',
    priority: alarm.priority,
    alarmClass: alarm.alarm_class,
    at,
  })
  await tx.db.from('alarms').where('id', alarm.id).update({ cleared_at: at })
  if (decision.value === 'normal')
    return endAlarm(tx, alarm, 'clear', { by: systemActor('telemetry'), accountId: null })

  await tx.db.from('alarms').where({ id: alarm.id, state: alarm.state }).update({ state: decision.value })
  await recordAudit(tx, {
    by: systemActor('telemetry'),
    action: 'telemetry.alarm_cleared',
    subject: { type: 'alarm', id: alarm.id },
    details: { from: alarm.state, to: decision.value },
  })
}

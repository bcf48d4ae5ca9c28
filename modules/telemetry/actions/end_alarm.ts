import { recordAudit, type Actor } from '#app/audit/index'
import type { Tx } from '#app/kernel/transaction'
import { AlarmReset } from '#modules/telemetry/events'
import type { AlarmRow } from '#modules/telemetry/rows'

/** A person takes an alarm to `normal`, in the caller's transaction. The caller has asked the state table. */
export async function endAlarm(tx: Tx, alarm: AlarmRow, command: 'reset' | 'acknowledge', by: Actor): Promise<void> {
  await tx.db
    .from('alarms')
    .where({ id: alarm.id, state: alarm.state })
    .update({ state: 'normal', reset_at: tx.now, reset_by: by.id })
  await recordAudit(tx, { by, action: 'telemetry.alarm_reset', subject: { type: 'alarm', id: alarm.id }, details: { command, from: alarm.state } })
  await tx.emit(AlarmReset, { alarmId: alarm.id, areaCode: alarm.area_code ?? '', alarmClass: alarm.alarm_class, at: tx.now })
}

import { subscribe } from '#app/kernel/events'
import type { Tx } from '#app/kernel/transaction'
import { registerEscalationSubject, startEscalation, stopEscalation, type SubjectState } from '#app/notifications/index'
import { areaLabel } from '#app/plant/index'
import { AlarmAcknowledged, AlarmRaised, AlarmReset } from '#modules/telemetry/events'
import type { AlarmRow } from '#modules/telemetry/rows'

const UNSEEN = ['active_unacknowledged', 'cleared_unacknowledged']

/** An alarm tells those who answer for its place, and one level higher each time while nobody acknowledges it (A15). */
export function tellAlarms(): void {
  registerEscalationSubject('alarm', answered)
  subscribe(AlarmRaised, 'telemetry.tell_alarm', async ({ payload }, tx) => {
    const alarm: AlarmRow | null = await tx.db.from('alarms').where('id', payload.alarmId).first()
    // A duty that is retried may come after somebody has dealt with it.
    if (!alarm || !UNSEEN.includes(alarm.state)) return
    const area = payload.areaCode ? await areaLabel(payload.areaCode) : null
    await startEscalation(tx, {
      subject: { type: 'alarm', id: alarm.id, class: alarm.alarm_class },
      priority: payload.priority,
      areaCode: payload.areaCode || null,
      message: 'telemetry.notices.alarm_raised',
      params: { name: alarm.name, name_en: alarm.name_en, area: area?.name ?? '红线', area_en: area?.nameEn ?? 'Redline', priority: payload.priority },
      link: '/control',
    })
  })
  subscribe(AlarmAcknowledged, 'telemetry.stop_telling', ({ payload }, tx) => stopEscalation(tx, { type: 'alarm', id: payload.alarmId }, payload.accountId))
  subscribe(AlarmReset, 'telemetry.stop_telling_reset', ({ payload }, tx) => stopEscalation(tx, { type: 'alarm', id: payload.alarmId }, 'system:telemetry'))
}

/** A shelf is a decision with an end: what comes after it is asked again then. */
async function answered(tx: Tx, id: string): Promise<SubjectState> {
  const alarm: AlarmRow | null = await tx.db.from('alarms').where('id', id).first()
  if (!alarm || !UNSEEN.includes(alarm.state)) return { waits: false }
  const until = Number(alarm.shelved_until ?? 0)
  return until > tx.now ? { waits: 'later', until } : { waits: true }
}

import { subscribe, subscribeToMany } from '#app/kernel/events'
import type { Tx } from '#app/kernel/transaction'
import { gravestEscalation, registerEscalationSubject, startEscalation, stopEscalation, type SubjectState } from '#app/notifications/index'
import { areaLabel } from '#app/plant/index'
import { AlarmAcknowledged, AlarmRaised, AlarmRealarmed, AlarmReset, AlarmUnshelved } from '#modules/telemetry/events'
import type { AlarmRow } from '#modules/telemetry/rows'

const UNSEEN = ['active_unacknowledged', 'cleared_unacknowledged']

/** An alarm tells those who answer for its place, and one level higher each time while nobody acknowledges it (A15). */
export function tellAlarms(): void {
  registerEscalationSubject('alarm', answered)
  subscribeToMany(AlarmRaised, 'telemetry.tell_alarm', (events, tx) => tellAll(tx, events.map(({ payload }) => payload.alarmId)))
  // What a flood left untold, because its area was being told of, is told when it has waited too long.
  subscribeToMany(AlarmRealarmed, 'telemetry.tell_again', (events, tx) => tellAll(tx, events.map(({ payload }) => payload.alarmId)))
  subscribeToMany(AlarmUnshelved, 'telemetry.tell_unshelved', (events, tx) => tellAll(tx, events.map(({ payload }) => payload.alarmId)))
  subscribe(AlarmAcknowledged, 'telemetry.stop_telling', ({ payload }, tx) => stopEscalation(tx, { type: 'alarm', id: payload.alarmId }, payload.accountId))
  subscribe(AlarmReset, 'telemetry.stop_telling_reset', ({ payload }, tx) => stopEscalation(tx, { type: 'alarm', id: payload.alarmId }, 'system:telemetry'))
}

/** In a flood an area calls people once, and again only for what is graver: two thousand calls would be none. */
async function tellAll(tx: Tx, ids: string[]): Promise<void> {
  const gravestTold = new Map<string, number>()
  for (const id of ids) {
    const alarm: AlarmRow | null = await tx.db.from('alarms').where('id', id).first()
    // A duty that is retried may come after somebody has dealt with it; a shelf is told of when it ends.
    if (!alarm || !UNSEEN.includes(alarm.state) || (alarm.shelved_until ?? 0) > tx.now) continue
    const area = alarm.area_code ?? ''
    const told = gravestTold.get(area) ?? (await gravestEscalation(tx, 'alarm', alarm.area_code)) ?? Infinity
    gravestTold.set(area, told)
    if (alarm.flood_id && told <= alarm.priority) continue
    await tell(tx, alarm)
    gravestTold.set(area, Math.min(told, alarm.priority))
  }
}

async function tell(tx: Tx, alarm: AlarmRow): Promise<void> {
  const area = alarm.area_code ? await areaLabel(alarm.area_code) : null
  await startEscalation(tx, {
    subject: { type: 'alarm', id: alarm.id, class: alarm.alarm_class },
    priority: alarm.priority,
    areaCode: alarm.area_code,
    message: 'telemetry.notices.alarm_raised',
    params: { name: alarm.name, name_en: alarm.name_en, area: area?.name ?? '红线', area_en: area?.nameEn ?? 'Redline', priority: alarm.priority },
    link: '/control',
  })
}

/** A shelf is a decision with an end: what comes after it is asked again then. */
async function answered(tx: Tx, id: string): Promise<SubjectState> {
  const alarm: AlarmRow | null = await tx.db.from('alarms').where('id', id).first()
  if (!alarm || !UNSEEN.includes(alarm.state)) return { waits: false }
  const until = Number(alarm.shelved_until ?? 0)
  return until > tx.now ? { waits: 'later', until } : { waits: true }
}

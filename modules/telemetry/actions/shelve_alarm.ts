import db from '@adonisjs/lucid/services/db'
import { recordAudit, recordAudits, systemActor, type Actor } from '#app/audit/index'
import { clock } from '#app/kernel/clock'
import { err, ok, type Result } from '#app/kernel/result'
import { reason, type Reason } from '#app/kernel/reason'
import { defineSetting, settingValue } from '#app/kernel/settings'
import { transact } from '#app/kernel/transaction'
import { AlarmUnshelved } from '#modules/telemetry/events'
import type { AlarmRow } from '#modules/telemetry/rows'

export const shelveMaxHours = defineSetting<number>({
  key: 'telemetry.shelve_max_hours',
  default: 8,
  unit: 'h',
  source: 'ISA-18.2 practice: one shift at the most',
  refuse: (hours) => (hours > 0 && hours <= 24 ? null : 'between 0 and 24 hours'),
})

/** Takes a nuisance alarm off the operator's list for a while; with reason and end, and never the highest priority. */
export function shelveAlarm(input: { alarmId: string; until: number; why: string; by: Actor }): Promise<Result<AlarmRow, Reason[]>> {
  return transact(async (tx) => {
    const alarm: AlarmRow | null = await tx.db.from('alarms').where('id', input.alarmId).whereNot('state', 'normal').first()
    if (!alarm) return err([reason('telemetry.no_such_alarm')])
    const hours = await settingValue(shelveMaxHours, tx.db)
    const reasons: Reason[] = []
    if (input.until <= tx.now) reasons.push(reason('telemetry.shelve_in_the_past'))
    if (input.until > tx.now + hours * 3_600_000) reasons.push(reason('telemetry.shelve_too_long', { hours }))
    if (alarm.priority === 1) reasons.push(reason('telemetry.shelve_highest'))
    if (reasons.length > 0) return err(reasons)

    const shelf = { shelved_until: input.until, shelved_by: input.by.id, shelve_reason: input.why }
    await tx.db.from('alarms').where('id', alarm.id).update(shelf)
    await recordAudit(tx, { by: input.by, action: 'telemetry.alarm_shelved', subject: { type: 'alarm', id: alarm.id }, details: shelf })
    return ok({ ...alarm, ...shelf })
  })
}

/** Brings it back before its time. */
export function unshelveAlarm(input: { alarmId: string; by: Actor }): Promise<Result<AlarmRow, Reason[]>> {
  return transact(async (tx) => {
    const alarm: AlarmRow | null = await tx.db.from('alarms').where('id', input.alarmId).whereNotNull('shelved_until').first()
    if (!alarm) return err([reason('telemetry.no_such_alarm')])
    const shelf = { shelved_until: null, shelved_by: null, shelve_reason: null }
    // Those before it too: the next alarm of this condition would take their shelf over.
    await tx.db.from('alarms').where('condition_code', alarm.condition_code).whereNotNull('shelved_until').update(shelf)
    await recordAudit(tx, { by: input.by, action: 'telemetry.alarm_unshelved', subject: { type: 'alarm', id: alarm.id } })
    await tx.emit(AlarmUnshelved, { alarmId: alarm.id, areaCode: alarm.area_code ?? '', at: tx.now })
    return ok({ ...alarm, ...shelf })
  })
}

/** A shelf whose time is over: the alarm is on the list again, and people are told as if it had just come. */
export async function unshelveOverTime(): Promise<void> {
  const over = () => db.from('alarms').where('shelved_until', '<=', clock.now()).whereNot('state', 'normal')
  if (!(await over().first())) return
  await transact(async (tx) => {
    const rows: AlarmRow[] = await over().useTransaction(tx.db)
    await tx.db.from('alarms').whereIn('id', rows.map(({ id }) => id)).update({ shelved_until: null, shelved_by: null, shelve_reason: null, realarmed_at: tx.now })
    await recordAudits(tx, rows.map(({ id, shelved_until: until }) => ({ by: systemActor('telemetry'), action: 'telemetry.alarm_unshelved', subject: { type: 'alarm', id }, details: { until } })))
    await tx.emit(AlarmUnshelved, ...rows.map((alarm) => ({ alarmId: alarm.id, areaCode: alarm.area_code ?? '', at: tx.now })))
  })
}

import { recordAudit, systemActor } from '#app/audit/index'
import { newId } from '#app/kernel/ids'
import type { Tx } from '#app/kernel/transaction'
import { AlarmRaised } from '#modules/telemetry/events'
import { endAlarm } from '#modules/telemetry/actions/end_alarm'
import type { AlarmRow } from '#modules/telemetry/rows'

export interface RaiseInput {
  conditionCode: string
  pointCode: string | null
  areaCode: string | null
  priority: 1 | 2 | 3 | 4
  alarmClass: string
  name: string
  nameEn: string
  latching: boolean
  value?: number | null
  unit?: string | null
  limit?: number | null
  sampleAt?: number | null
  at: number
}

/**
 * A condition has come to hold. It stands already: nothing new. It stood, was gone and waits for a person: a new alarm
 * takes its place, so that going bad again is never hidden behind an old acknowledgement (T03).
 */
export async function raiseAlarm(tx: Tx, input: RaiseInput): Promise<string | null> {
  const standing: AlarmRow | null = await tx.db
    .from('alarms')
    .where('condition_code', input.conditionCode)
    .whereNot('state', 'normal')
    .first()
  if (standing?.state.startsWith('active')) return null
  if (standing) await endAlarm(tx, standing, 'replace', { by: systemActor('telemetry'), accountId: null, quiet: true })

  const id = newId()
  await tx.db.table('alarms').insert({
    id,
    condition_code: input.conditionCode,
    point_code: input.pointCode,
    area_code: input.areaCode,
    priority: input.priority,
    alarm_class: input.alarmClass,
    name: input.name,
    name_en: input.nameEn,
    state: 'active_unacknowledged',
    latching: input.latching,
    value: input.value ?? null,
    unit: input.unit ?? null,
    limit_value: input.limit ?? null,
    sample_at: input.sampleAt ?? null,
    raised_at: input.at,
  })
  await recordAudit(tx, {
    by: systemActor('telemetry'),
    action: 'telemetry.alarm_raised',
    subject: { type: 'alarm', id },
    details: { condition: input.conditionCode, value: input.value ?? null, limit: input.limit ?? null, priority: input.priority },
  })
  const point = input.pointCode ? await tx.db.from('points').where('code', input.pointCode).select('name', 'name_en').first() : null
  await tx.emit(AlarmRaised, {
    alarmId: id,
    conditionCode: input.conditionCode,
    pointCode: input.pointCode ?? '',
    ...(point ? { pointName: point.name, pointNameEn: point.name_en } : {}),
    areaCode: input.areaCode ?? '',
    priority: input.priority,
    alarmClass: input.alarmClass,
    value: input.value ?? 0,
    limit: input.limit ?? 0,
    unit: input.unit ?? '',
    at: input.at,
  })
  // Only now: the area has its new cause before it loses the old one.
  if (standing) await endAlarm.tell(tx, standing)
  return id
}

import i18n from '@adonisjs/i18n/services/main'
import type { Tx } from '#app/kernel/transaction'
import { clearAlarm } from '#modules/telemetry/actions/clear_alarm'
import { raiseAlarm } from '#modules/telemetry/actions/raise_alarm'
import type { PointAlarm, PointRow } from '#modules/telemetry/rows'

export interface SystemAlarm {
  /** Message `telemetry.system_alarms.<kind>`. */
  kind:
    | 'engine_dead'
    | 'historian_dead'
    | 'storage_full'
    | 'source_lost'
    | 'point_lost'
    | 'output_failed'
    | 'output_withheld'
    | 'stay_overdue'
    | 'check_in_missed'
    | 'channel_failed'
    | 'duty_spent'
  /** What it is about: a code; one alarm for each. */
  about: string
  priority: 1 | 2 | 3 | 4
  areaCode?: string | null
  pointCode?: string | null
  /** Names of the thing in both languages, for the sentence. */
  name?: string
  nameEn?: string
}

const codeOf = ({ kind, about }: Pick<SystemAlarm, 'kind' | 'about'>): string => `system.${kind}:${about}`

/** Something of the system itself is wrong. The loudest of all: what it does not see, nobody is told. */
export function raiseSystemAlarm(tx: Tx, alarm: SystemAlarm): Promise<string | null> {
  const text = (locale: string, name: string) => i18n.locale(locale).formatMessage(`telemetry.system_alarms.${alarm.kind}`, { name })
  return raiseAlarm(tx, {
    conditionCode: codeOf(alarm),
    pointCode: alarm.pointCode ?? null,
    areaCode: alarm.areaCode ?? null,
    priority: alarm.priority,
    alarmClass: 'system',
    name: text('zh-CN', alarm.name ?? alarm.about),
    nameEn: text('en', alarm.nameEn ?? alarm.name ?? alarm.about),
    latching: false,
    at: tx.now,
  })
}

export function clearSystemAlarm(tx: Tx, alarm: Pick<SystemAlarm, 'kind' | 'about'>): Promise<void> {
  return clearAlarm(tx, codeOf(alarm), tx.now)
}

/** Nothing is known of a point: where it watches for gas, nearly as grave as gas. */
export function raiseLostPoint(tx: Tx, point: PointRow): Promise<string | null> {
  const gas = (JSON.parse(point.alarm) as PointAlarm).alarm_class === 'gas'
  return raiseSystemAlarm(tx, {
    kind: 'point_lost',
    about: point.code,
    priority: gas ? 2 : 3,
    areaCode: point.area_code,
    pointCode: point.code,
    name: point.name,
    nameEn: point.name_en,
  })
}

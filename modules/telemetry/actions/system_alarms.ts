import i18n from '@adonisjs/i18n/services/main'
import type { Tx } from '#app/kernel/transaction'
import { AlarmSheet, type RaiseInput } from '#modules/telemetry/actions/alarm_sheet'
import { clearAlarm } from '#modules/telemetry/actions/clear_alarm'
import type { PointAlarm, PointRow } from '#modules/telemetry/rows'

export interface SystemAlarm {
  /** Message `telemetry.system_alarms.<kind>`. */
  kind:
    | 'engine_dead'
    | 'historian_dead'
    | 'storage_full'
    | 'history_damaged'
    | 'database_damaged'
    | 'clock_stepped'
    | 'source_lost'
    | 'point_lost'
    | 'output_failed'
    | 'output_withheld'
    | 'stay_overdue'
    | 'check_in_missed'
    | 'channel_failed'
    | 'duty_spent'
    | 'calibration_due'
    | 'bump_test_due'
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
export async function raiseSystemAlarm(tx: Tx, alarm: SystemAlarm): Promise<string | null> {
  return (await raiseSystemAlarms(tx, [alarm]))[0] ?? null
}

/** Many at once, each once; null for one that stands already. */
async function raiseSystemAlarms(tx: Tx, alarms: readonly SystemAlarm[]): Promise<(string | null)[]> {
  const inputs = alarms.map((alarm) => inputOf(alarm, tx.now))
  const sheet = await AlarmSheet.open(tx, inputs)
  const ids = inputs.map((input) => sheet.raise(input))
  await sheet.write()
  return ids
}

function inputOf(alarm: SystemAlarm, at: number): RaiseInput {
  const text = (locale: string, name: string) => i18n.locale(locale).formatMessage(`telemetry.system_alarms.${alarm.kind}`, { name })
  return {
    conditionCode: codeOf(alarm),
    pointCode: alarm.pointCode ?? null,
    areaCode: alarm.areaCode ?? null,
    priority: alarm.priority,
    alarmClass: 'system',
    name: text('zh-CN', alarm.name ?? alarm.about),
    nameEn: text('en', alarm.nameEn ?? alarm.name ?? alarm.about),
    latching: false,
    at,
  }
}

export function clearSystemAlarm(tx: Tx, alarm: Pick<SystemAlarm, 'kind' | 'about'>): Promise<void> {
  return clearAlarm(tx, codeOf(alarm), tx.now)
}

/** Nothing is known of these points: where one watches for gas, nearly as grave as gas. */
export async function raiseLostPoints(tx: Tx, points: readonly PointRow[]): Promise<void> {
  await raiseSystemAlarms(
    tx,
    points.map((point) => ({
      kind: 'point_lost' as const,
      about: point.code,
      priority: (JSON.parse(point.alarm) as PointAlarm).alarm_class === 'gas' ? (2 as const) : (3 as const),
      areaCode: point.area_code,
      pointCode: point.code,
      name: point.name,
      nameEn: point.name_en,
    }))
  )
}

import type { ConditionConfig } from '#modules/telemetry/engine/port'
import { LIMIT_LEVELS, type AlarmLevel, type PointAlarm } from '#modules/telemetry/rows'

/** The far limits of gas and of anything else; a point may say otherwise. */
const usualPriority = (alarmClass: string, level: AlarmLevel): 1 | 2 | 3 => {
  const far = level === 'hh' || level === 'll'
  if (alarmClass === 'gas') return far ? 1 : 2
  return far ? 2 : 3
}

/** `GAS2.AT201.CO` with its HH limit is the condition `GAS2.AT201.CO.HH`. */
export const conditionCode = (pointCode: string, level: AlarmLevel): string => `${pointCode}.${level.toUpperCase()}`

/** The conditions that a point's limits make, each with its priority and outputs. */
export function conditionsOf(pointCode: string, alarm: PointAlarm): ConditionConfig[] {
  const isSet = (limit: number | null | undefined): limit is number => limit !== null && limit !== undefined
  const { up, down } = alarm.rate_limits ?? {}
  return [
    ...LIMIT_LEVELS.flatMap((level) => {
      const limit = alarm.limits[level]
      return isSet(limit) ? conditionOf(pointCode, alarm, level, limit) : []
    }),
    ...(isSet(up) ? [conditionOf(pointCode, alarm, 'rate_up', up)] : []),
    ...(isSet(down) ? [conditionOf(pointCode, alarm, 'rate_down', -down)] : []),
  ]
}

function conditionOf(pointCode: string, alarm: PointAlarm, level: AlarmLevel, limit: number): ConditionConfig {
  const rate = level === 'rate_up' || level === 'rate_down'
  const above = level === 'h' || level === 'hh' || level === 'rate_up'
  return {
    code: conditionCode(pointCode, level),
    pointCode,
    ...(rate ? { measure: 'rate' as const } : {}),
    op: above ? '>' : '<',
    limit,
    consecutive: alarm.consecutive,
    deadband: alarm.deadbands?.[level] ?? (rate ? Math.abs(limit) / 5 : alarm.deadband),
    onDelayMs: Math.round((alarm.on_delay_s?.[level] ?? 0) * 1_000),
    offDelayMs: Math.round((alarm.off_delay_s?.[level] ?? 0) * 1_000),
    suppressWhen: alarm.suppress_when ?? null,
    priority: alarm.priorities[level] ?? usualPriority(alarm.alarm_class, level),
    alarmClass: alarm.alarm_class,
    outputs: alarm.outputs[level] ?? [],
  }
}

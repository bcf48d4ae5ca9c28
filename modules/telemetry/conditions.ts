import type { ConditionConfig } from '#modules/telemetry/engine/port'
import { LIMIT_LEVELS, type LimitLevel, type PointAlarm } from '#modules/telemetry/rows'

/** The far limits of gas and of anything else; a point may say otherwise. */
const usualPriority = (alarmClass: string, level: LimitLevel): 1 | 2 | 3 => {
  const far = level === 'hh' || level === 'll'
  if (alarmClass === 'gas') return far ? 1 : 2
  return far ? 2 : 3
}

/** `GAS2.AT201.CO` with its HH limit is the condition `GAS2.AT201.CO.HH`. */
export const conditionCode = (pointCode: string, level: LimitLevel): string => `${pointCode}.${level.toUpperCase()}`

/** The conditions that a point's limits make, each with its priority and outputs. */
export function conditionsOf(pointCode: string, alarm: PointAlarm): ConditionConfig[] {
  return LIMIT_LEVELS.flatMap((level) => {
    const limit = alarm.limits[level]
    if (limit === null || limit === undefined) return []
    return {
      code: conditionCode(pointCode, level),
      pointCode,
      op: level === 'h' || level === 'hh' ? ('>' as const) : ('<' as const),
      limit,
      consecutive: alarm.consecutive,
      deadband: alarm.deadband,
      priority: alarm.priorities[level] ?? usualPriority(alarm.alarm_class, level),
      alarmClass: alarm.alarm_class,
      outputs: alarm.outputs[level] ?? [],
    }
  })
}

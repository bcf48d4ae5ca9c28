import { defineEvent } from '#app/kernel/events'

type AlarmPriority = 1 | 2 | 3 | 4

/** A condition has come to hold: the start of an excursion. Once per excursion. */
export const AlarmRaised = defineEvent<{
  alarmId: string
  conditionCode: string
  pointCode: string
  /** What people call the point; absent where none is known, and in events that were written before they told it. */
  pointName?: string
  pointNameEn?: string
  areaCode: string
  priority: AlarmPriority
  alarmClass: string
  value: number
  limit: number
  unit: string
  at: number
}>('telemetry.alarm_raised')

/** The value is back inside the limit; the alarm may still wait for its acknowledgement and reset. */
export const AlarmCleared = defineEvent<{
  alarmId: string
  areaCode: string
  priority: AlarmPriority
  alarmClass: string
  at: number
}>('telemetry.alarm_cleared')

export const AlarmAcknowledged = defineEvent<{ alarmId: string; areaCode: string; accountId: string; at: number }>(
  'telemetry.alarm_acknowledged'
)

/** A person has taken the latch off after clear and acknowledgement: the alarm is over. */
export const AlarmReset = defineEvent<{ alarmId: string; areaCode: string; alarmClass: string; at: number }>(
  'telemetry.alarm_reset'
)

/** Nobody has acknowledged it for too long: it sounds again. */
export const AlarmRealarmed = defineEvent<{ alarmId: string; areaCode: string; priority: AlarmPriority; realarms: number; at: number }>(
  'telemetry.alarm_realarmed'
)

/** Its shelf time is over: it is on the operator's list again. */
export const AlarmUnshelved = defineEvent<{ alarmId: string; areaCode: string; at: number }>('telemetry.alarm_unshelved')

type Flood = { floodId: string; /** Null: the operator's whole list. */ areaCode: string | null; alarms: number; at: number }
export const FloodStarted = defineEvent<Flood>('telemetry.flood_started')
export const FloodEnded = defineEvent<Flood>('telemetry.flood_ended')

export const PointLost = defineEvent<{ pointCode: string; areaCode: string; fault: string; at: number }>(
  'telemetry.point_lost'
)
export const PointFound = defineEvent<{ pointCode: string; areaCode: string; at: number }>('telemetry.point_found')

type OutputResult = { output: string; areaCode: string; commandId: string; value: boolean; at: number }
export const OutputConfirmed = defineEvent<OutputResult>('telemetry.output_confirmed')
export const OutputFailed = defineEvent<OutputResult>('telemetry.output_failed')

/** An invented reading has passed a real condition: for the drill that invented it, and nobody else. */
export const DrillAlarmRaised = defineEvent<{
  drillId: string
  conditionCode: string
  areaCode: string
  priority: AlarmPriority
  alarmClass: string
  name: string
  nameEn: string
  value: number
  limit: number
  unit: string
  at: number
}>('telemetry.drill_alarm_raised')

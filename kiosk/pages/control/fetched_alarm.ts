import type { BoardAlarm } from '#app/board/snapshot'

/** An alarm as the API gives it. */
export interface FetchedAlarm {
  id: string
  condition: string
  point: string | null
  name: string
  name_en: string
  area: string | null
  area_name: string | null
  area_name_en: string | null
  priority: 1 | 2 | 3 | 4
  alarm_class: string
  state: string
  value: number | null
  unit: string | null
  limit: number | null
  raised_at: number
  cleared_at: number | null
  acknowledged_at: number | null
  acknowledged_by: string | null
  note: string | null
  first_out: boolean
}

/** The same as the board has it, so that one row shows both. */
export const asBoardAlarm = (alarm: FetchedAlarm): BoardAlarm => ({
  id: alarm.id,
  condition: alarm.condition,
  pointCode: alarm.point,
  name: alarm.name,
  nameEn: alarm.name_en,
  areaCode: alarm.area,
  areaName: alarm.area_name ?? alarm.area ?? '',
  areaNameEn: alarm.area_name_en ?? alarm.area ?? '',
  priority: alarm.priority,
  alarmClass: alarm.alarm_class,
  state: alarm.state,
  value: alarm.value,
  unit: alarm.unit,
  limit: alarm.limit,
  raisedAt: alarm.raised_at,
  clearedAt: alarm.cleared_at,
  acknowledgedAt: alarm.acknowledged_at,
  acknowledgedBy: alarm.acknowledged_by,
  note: alarm.note,
  firstOut: alarm.first_out,
})

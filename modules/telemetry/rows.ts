import type { AlarmState } from '#modules/telemetry/lifecycle'
import type { OutputConfig, RegisterMapping } from '#modules/telemetry/engine/port'

export type LimitLevel = 'll' | 'l' | 'h' | 'hh'
export const LIMIT_LEVELS: readonly LimitLevel[] = ['ll', 'l', 'h', 'hh']

/** What makes a point an alarm: its limits, and what follows from each. */
export interface PointAlarm {
  limits: Partial<Record<LimitLevel, number | null>>
  /** Good samples in a row beyond a limit until it is an alarm. */
  consecutive: number
  deadband: number
  alarm_class: string
  priorities: Partial<Record<LimitLevel, 1 | 2 | 3 | 4>>
  outputs: Partial<Record<LimitLevel, string[]>>
}

export interface PointRow {
  code: string
  area_code: string
  source_code: string
  kind: string
  name: string
  name_en: string
  unit: string
  min: number
  max: number
  stale_after_ms: number
  frozen_after_ms: number | null
  alarm: string
  register: string | null
  limit_source: string | null
  active: number
}

export type PointRegister = Omit<RegisterMapping, 'point'>

export interface AlarmRow {
  id: string
  condition_code: string
  point_code: string | null
  area_code: string | null
  priority: 1 | 2 | 3 | 4
  alarm_class: string
  name: string
  name_en: string
  state: AlarmState
  latching: number
  value: number | null
  unit: string | null
  limit_value: number | null
  sample_at: number | null
  raised_at: number
  cleared_at: number | null
  acknowledged_at: number | null
  acknowledged_by: string | null
  acknowledged_by_name: string | null
  note: string | null
  reset_at: number | null
  reset_by: string | null
  shelved_until: number | null
  shelved_by: string | null
  shelve_reason: string | null
}

export interface OutputRow {
  code: string
  area_code: string
  kind: OutputConfig['kind']
  name: string
  name_en: string
  wire: string
  confirm_within_ms: number
  ttl_ms: number
  active: number
}

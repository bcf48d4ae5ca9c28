import type { AlarmState } from '#modules/telemetry/lifecycle'
import type { OutputConfig, RegisterMapping } from '#modules/telemetry/engine/port'

export type LimitLevel = 'll' | 'l' | 'h' | 'hh'
export const LIMIT_LEVELS: readonly LimitLevel[] = ['ll', 'l', 'h', 'hh']

/** Limits of the value, and of how fast it rises and falls. */
export type AlarmLevel = LimitLevel | 'rate_up' | 'rate_down'
export const ALARM_LEVELS: readonly AlarmLevel[] = [...LIMIT_LEVELS, 'rate_up', 'rate_down']

type ByLevel<T> = Partial<Record<AlarmLevel, T>>

/** What makes a point an alarm: its limits, and what follows from each. */
export interface PointAlarm {
  limits: Partial<Record<LimitLevel, number | null>>
  /** Change for each minute, both as positive numbers. */
  rate_limits?: { up?: number | null; down?: number | null }
  /** Good samples in a row beyond a limit until it is an alarm. */
  consecutive: number
  deadband: number
  /** Where a limit has a dead-band of its own. */
  deadbands?: ByLevel<number>
  on_delay_s?: ByLevel<number>
  off_delay_s?: ByLevel<number>
  alarm_class: string
  priorities: ByLevel<1 | 2 | 3 | 4>
  outputs: ByLevel<string[]>
  /** What an acknowledgement switches, beside the sirens that it silences. */
  on_acknowledge?: { output: string; value: boolean }[]
  /** Where this is true the point's alarms make no sense: suppressed by design. */
  suppress_when?: string | null
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
  /** JSON list of numbers as the device writes them. */
  invalid_values: string
  limit_source: string | null
  conversion_c: number | null
  calibration_days: number | null
  bump_test_days: number | null
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
  /** The first of its area in a burst; the others name it. */
  first_out: number
  burst_id: string | null
  flood_id: string | null
  realarmed_at: number | null
  realarms: number
}

export interface FloodRow {
  id: string
  area_code: string | null
  started_at: number
  ended_at: number | null
  alarms: number
}

export interface OutOfServiceRow {
  id: string
  condition_code: string
  point_code: string
  area_code: string
  reason: string
  since: number
  until: number
  by: string
  by_name: string
  ended_at: number | null
  ended_by_name: string | null
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

/** A rule as data: if this happens, so often and at such times, then do that. */
export interface RuleDefinition extends RuleBody {
  code: string
  name: string
  name_en: string
}

export interface RuleBody {
  trigger: Trigger
  /**
   * Expression over the fields of the trigger; left out: every fact counts. Of points: comparisons of `value` and of other
   * points, `points["GAS2.FAN1.RUN"]`, with figures and limits, joined by && and ||.
   */
  when?: string | null
  /** Left out: each fact by itself. */
  window?: Window | null
  /** When it may fire, on the plant's wall clock; left out: always. */
  during?: During | null
  actions: RuleAction[]
}

export interface PointSelection {
  points?: string[]
  alarm_class?: string
  area?: string
  point_kind?: string
}

export type Trigger =
  | { kind: 'event'; event: string }
  | ({ kind: 'points' } & PointSelection)
  /** `over`: each row of this dataset is a fact; left out: the run itself is one. */
  | { kind: 'schedule'; every: 'hour' | 'day'; at?: string; over?: string }

/** Names of fields that facts must share to be counted together. */
export type Grouping = string[]

export type Window =
  | { kind: 'none' }
  /** More than so many facts within the last hours, to the second, and once until they are fewer again. */
  | { kind: 'count'; more_than: number; within_h: number; group_by?: Grouping[] }
  /** So many in a row for which `when` holds. */
  | { kind: 'consecutive'; count: number; group_by?: Grouping[] }
  /** `when` has held without a break for so long; comes due by time passing alone. */
  | { kind: 'duration'; for_s: number; group_by?: Grouping[] }
  /** A field rises by more than this for each minute, over the last seconds. A negative figure: it falls by more. */
  | { kind: 'rate'; field: string; per_min: number; over_s: number; group_by?: Grouping[] }
  /** A field counts down: once at each of these figures, and at the next one where a run was missed. */
  | { kind: 'stages'; field: string; at: number[] }

export interface During {
  shifts?: string[]
  /** `08:00-20:00`; an end before the start is on the next day. */
  hours?: string
  /** 1 is Monday, 7 Sunday. */
  weekdays?: number[]
}

export type RuleAction = { do: string } & Record<string, unknown>

export type RuleMode = 'live' | 'shadow' | 'off'

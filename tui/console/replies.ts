import type { RuleDefinition, RuleMode, Trigger } from '#app/rules/definition'
import type { LookedAt } from '#modules/telemetry/queries/look_at_registers'

interface Named {
  name: string
  name_en: string
}

/** `GET /rules`. */
export interface RuleReply extends Named {
  code: string
  mode: RuleMode
  version: number | null
  shadow_version: number | null
  newest_version: number | null
  has_draft: boolean
  trigger: Trigger | null
  next_run_at: number | null
  last_fired_at: number | null
}

/** `GET /rules/{code}`. */
export interface RuleFileReply extends RuleReply {
  draft: RuleDefinition | null
  versions: {
    number: number
    definition: RuleDefinition
    published_at: number
    published_by: string
    backtest: { firings: number } | null
    waiver: string | null
  }[]
}

/** `GET /rules/firings`. */
export interface FiringReply {
  id: string
  version: number
  mode: 'live' | 'shadow'
  at: number
  facts: { label: string; at: number }[]
  actions: { do: string; status: 'open' | 'done' | 'refused' | 'withheld'; outcome: string | null }[]
}

export const CONSEQUENCES = ['suspended', 'refused', 'notified'] as const

/** `POST /rules/{code}/backtest`. */
export interface TrialReply {
  from: number
  to: number
  count: number
  firings: { at: number; facts: { label: string; at: number }[] }[]
  consequences: Record<(typeof CONSEQUENCES)[number], { count: number; items: { label: string }[] }>
}

export interface FieldWord extends Named {
  key: string
  /** Kind of definitions whose codes it holds. */
  of: string | null
  choices: (string | number)[] | null
}

/** `GET /rules/vocabulary`. */
export interface Vocabulary {
  triggers: (Named & { kind: Trigger['kind']; event?: string; fields: FieldWord[] })[]
  datasets: (Named & { code: string; fields: FieldWord[] })[]
  actions: (Named & { do: string; parameters: FieldWord[] })[]
}

/** `GET /alarms/kpis`: the operator's load by EEMUA 191. */
export interface LoadReply {
  from: number
  to: number
  alarms: number
  per_10_min: { mean: number; peak: number; peak_at: number | null; slots_over: number; limit: number }
  standing: { count: number; by_priority: Record<'1' | '2' | '3' | '4', number>; longer_than_a_day: number; oldest_at: number | null }
  nuisance: (Named & { condition: string; area: string | null; count: number; most_per_minute: number; chatters: boolean })[]
  by_day: { day: string; alarms: number; peak: number }[]
  floods: { area: string | null; started_at: number; ended_at: number | null; alarms: number }[]
}

/** `GET /sources`. */
export interface SourceReply extends Named {
  code: string
  kind: string
  state: 'connected' | 'lost'
  lost_since: number | null
  last_good_ts: number | null
  losses_24h: number
  points: number
  unknown_points: number
}

export interface RegisterReply {
  unit_id: number
  function: number
  address: number
  type: string
  word_order: string
  scale: number
  offset: number
  poll_class: string
}

export interface MemberReply extends Named {
  code: string
  unit: string
  min: number
  max: number
  value: number | null
  quality: 'good' | 'uncertain' | 'bad'
  fault: string | null
  last_good_ts: number | null
  register: RegisterReply | null
}

/** `GET /sources/{code}`. */
export interface SourceFileReply extends SourceReply {
  members: MemberReply[]
}

/** `POST /sources/{code}/probe`: what is on the wire now. */
export interface ProbeReply {
  error: string | null
  registers: { point: string; address: number; raw: number[] }[]
  look: LookedAt[] | null
}

/** `GET /points`. */
export interface PointReply extends Named {
  code: string
  area: string
  kind: string
  unit: string
  value: number | null
  quality: 'good' | 'uncertain' | 'bad'
  fault: string | null
  ts: number | null
  last_good_ts: number | null
  limits: { ll: number | null; l: number | null; h: number | null; hh: number | null }
  deviation: number | null
}

/** `GET /points/{code}/trend`: at most as many buckets as were asked for, and where nothing was known. */
export interface TrendReply {
  source: 'raw' | 'minute' | 'hour' | 'day'
  bucket_ms: number
  unit: string
  limits: PointReply['limits']
  buckets: { ts: number; min: number | null; max: number | null; avg: number | null; n: number }[]
  gaps: [from: number, to: number][]
}

import type { During, RuleAction, RuleMode, Trigger, Window } from '#app/rules/definition'

export type { During, RuleAction, RuleMode, Trigger, Window }
export type ValueType = 'number' | 'text' | 'bool'
export type TriggerKind = Trigger['kind']

interface Named {
  name: string
  name_en: string
}
/** A field of what starts the rule. */
export interface Field extends Named {
  key: string
  type: ValueType
  /** Kind of definitions whose codes it holds. */
  of: string | null
  choices: string[] | null
  example: string | number | boolean | null
}
export interface TriggerWord extends Named {
  kind: TriggerKind
  event?: string
  fields: Field[]
}
export interface Parameter extends Named {
  key: string
  type: 'text' | 'number' | 'bool' | 'codes' | 'code' | 'choice' | 'choices'
  required: boolean
  of: string | null
  choices: (string | number)[] | null
  range: [number, number] | null
  example: unknown
}
export interface ActionWord extends Named {
  do: string
  parameters: Parameter[]
}
export interface Vocabulary {
  triggers: TriggerWord[]
  datasets: (Named & { code: string; fields: Field[] })[]
  windows: Record<TriggerKind, Window['kind'][]>
  actions: ActionWord[]
}
/** One of a kind of definitions, to pick from. */
export interface CodeName extends Named {
  code: string
}

/** A rule as it is being put together: what starts it may still be open. */
export interface Draft extends Named {
  code: string
  trigger: Trigger | null
  when: string | null
  window: Window | null
  during: During | null
  actions: RuleAction[]
}
export interface Fault {
  path: (string | number)[]
  message: string
  fix?: string | null
}
export interface RuleVersion {
  number: number
  definition: Draft
  published_at: number
  published_by: string
  waiver: string | null
  backtest: { from: number; to: number; firings: number } | null
}
export interface RuleRow extends Named {
  code: string
  mode: RuleMode
  version: number | null
  shadow_version: number | null
  newest_version: number | null
  has_draft: boolean
  trigger: Trigger | null
}
export interface RuleFile extends RuleRow {
  draft: Draft | null
  versions: RuleVersion[]
}
export interface RuleFiring {
  id: string
  rule: string
  version: number
  mode: 'live' | 'shadow'
  at: number
  area: string | null
  facts: { label: string; link: string | null; at: number }[]
  actions: { do: string; status: string; outcome: string | null; link: string | null }[]
}

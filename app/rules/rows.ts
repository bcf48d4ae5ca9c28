export interface RuleRow {
  code: string
  draft: string | null
  drafted_by: string | null
  drafted_at: number | null
  live_version: number | null
  shadow_version: number | null
  next_run_at: number | null
}

export interface RuleVersionRow {
  id: number
  rule_code: string
  number: number
  name: string
  name_en: string
  body: string
  published_at: number
  published_by: string
  backtest: string | null
  waiver: string | null
}

export interface RuleStateRow {
  rule_code: string
  version: number
  group_key: string
  state: string
  due_at: number | null
}

export interface RuleFiringRow {
  id: string
  rule_code: string
  version: number
  mode: 'live' | 'shadow'
  at: number
  area_code: string | null
  groups: string
  facts: string
  fields: string
}

export interface FiringActionRow {
  id: number
  firing_id: string
  position: number
  do: string
  status: 'open' | 'done' | 'refused' | 'withheld'
  outcome: string | null
  link: string | null
  done_at: number | null
}

import type { Grade } from '#modules/risks/events'

export interface RiskPointRow {
  code: string
  area_code: string
  name: string
  name_en: string
  family: string
  analysis: string
  score: number
  grade: Grade
  measures: string
  responsible_code: string | null
  plan_code: string | null
  status: 'draft' | 'published'
  changed_at: number
}

export interface Measure {
  text: string
  text_en: string
}

export interface IncidentRow {
  id: string
  code: string
  plan_code: string
  area_code: string
  state: 'active' | 'ended'
  started_at: number
  ended_at: number | null
  ended_by: string | null
}

export interface ResponseRow {
  id: string
  incident_id: string
  account_id: string
  called: boolean
  link_token: string
  reply: 'arrived' | 'cannot_come' | null
  how: 'self' | 'link' | 'by_hand' | 'muster' | null
  replied_by: string | null
  replied_at: number | null
}

/** Who held the task's role when the incident started. */
export interface Assignee {
  id: string
  name: string
  name_en: string
}

export interface TaskRow {
  id: string
  incident_id: string
  position: number
  title: string
  title_en: string
  role_code: string
  card_code: string | null
  /** JSON list of Assignee. */
  assignees: string
  state: 'open' | 'done' | 'waived'
  done_by: string | null
  done_by_name: string | null
  done_at: number | null
  comment: string | null
}

export interface WarningRow {
  id: string
  code: string
  area_code: string
  grade: Grade
  name: string
  name_en: string
  rule_code: string
  firing_id: string
  facts: string
  state: 'active' | 'ended'
  raised_at: number
  ended_at: number | null
  ended_by: string | null
  comment: string | null
}

/** Work that a rule gave to somebody. */
export interface RuleTaskRow {
  id: string
  code: string
  title: string
  title_en: string
  area_code: string | null
  role_code: string | null
  /** JSON list of Assignee. */
  assignees: string
  priority: 1 | 2 | 3 | 4
  due_at: number
  rule_code: string
  rule_name: string
  rule_name_en: string
  firing_id: string
  facts: string
  state: 'open' | 'done'
  created_at: number
  done_by: string | null
  done_by_name: string | null
  done_at: number | null
  comment: string | null
}

export type Grade = 'red' | 'orange' | 'yellow' | 'blue'
type Named = { code: string; name: string; name_en: string }

export interface RiskPoint extends Named {
  area: Named
  family: string
  analysis: { method: 'lec'; l: number; e: number; c: number } | { method: 'ls'; l: number; s: number }
  score: number
  grade: Grade
  tier: string
  measures: { text: string; text_en: string }[]
  status: 'draft' | 'published'
}

export interface IncidentRow {
  id: string
  code: string
  state: 'active' | 'ended'
  name: string
  name_en: string
  area: Named
  started_at: number
  ended_at: number | null
}

export interface Card {
  code: string
  title: string
  title_en: string
  steps: string[]
  steps_en: string[]
  contacts: { name: string; name_en: string; phone: string }[]
}

export interface ResponseBoard {
  counts: { called: number; arrived: number; cannot_come: number; silent: number }
  people: {
    code: string
    name: string
    name_en: string | null
    phone: string | null
    called: boolean
    reply: 'arrived' | 'cannot_come' | null
    replied_at: number | null
  }[]
}

export interface Delivery {
  /** Null: to a group. */
  name: string | null
  name_en: string | null
  channel: string
  status: 'waiting' | 'sent' | 'failed' | 'no_address'
  attempts: number
  sent_at: number | null
  read_at: number | null
  error: string | null
}

export interface Incident {
  id: string
  code: string
  state: 'active' | 'ended'
  started_at: number
  ended_at: number | null
  plan: Named
  area: Named
  tasks: {
    id: string
    title: string
    title_en: string
    role: string
    card: string | null
    state: 'open' | 'done' | 'waived'
    done_by: string | null
    done_at: number | null
    comment: string | null
    assignees: { id: string; name: string; name_en: string }[]
    mine: boolean
    may_work: boolean
  }[]
  cards: Card[]
  timeline: { at: number; actor: string; what: string; params: Record<string, string | number> }[]
}

export interface AreaLevel {
  area: { code: string; name: string; name_en: string }
  assessed: Grade | null
  current: Grade | null
  causes: { type: string; id: string; grade: Grade; since: number; what: string; what_en: string | null; who: string | null; ends_at: number | null }[]
}

/** Work that a rule gave to somebody. */
export interface RuleTask {
  code: string
  title: string
  title_en: string
  area: { code: string; name: string; name_en: string } | null
  role_code: string | null
  assignees: { name: string; name_en: string }[]
  due_at: number
  rule_name: string
  rule_name_en: string
  facts: { label: string; link: string | null }[]
  state: 'open' | 'done'
  done_by_name: string | null
  done_at: number | null
  comment: string | null
  may_finish: boolean
}

export interface EscalationRow {
  id: string
  policy_code: string
  subject_type: string
  subject_id: string
  area_code: string | null
  priority: 1 | 2 | 3 | 4
  params: string
  link: string | null
  /** JSON list of EscalationStep; `after_min` from the start. */
  steps: string
  next_step: number
  due_at: number | null
  state: 'running' | 'stopped' | 'exhausted'
  started_at: number
  ended_at: number | null
  ended_by: string | null
}

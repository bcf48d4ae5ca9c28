export interface Scenario {
  /** A reading that is invented from `after_s` on until the end. */
  excursions: { point: string; value: number; after_s: number }[]
  /** Gates whose word is not believed meanwhile. */
  gates_out: string[]
  /** Personnel codes of those who are taken as absent: nobody tells them, and they can't answer. */
  absent: string[]
}

export interface DrillRow {
  id: string
  name: string
  area_code: string
  scenario: string
  real_outputs: number
  started_by: string
  started_by_name: string
  started_at: number
  until: number
  ended_at: number | null
  end_cause: 'by_person' | 'by_time' | 'overruled' | null
  ended_by_name: string | null
}

export interface DrillAlarmRow {
  id: string
  drill_id: string
  condition_code: string
  area_code: string
  priority: 1 | 2 | 3 | 4
  name: string
  name_en: string
  value: number
  limit_value: number
  unit: string
  raised_at: number
  acknowledged_at: number | null
  acknowledged_by_name: string | null
}

export interface DrillDutyRow {
  id: number
  drill_id: string
  kind: 'stop' | 'arrive'
  subject: string
  name: string
  name_en: string
  account_id: string | null
  since: number
  done_at: number | null
  done_by_name: string | null
}

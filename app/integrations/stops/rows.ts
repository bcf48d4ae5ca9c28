import type { StopState } from '#app/integrations/stops/lifecycle'

export interface StopRow {
  id: string
  code: string
  equipment_code: string
  mes_asset: string
  area_code: string
  reason: string
  incident_id: string | null
  test: boolean | number
  state: StopState
  requested_at: number
  requested_by: string | null
  requested_by_name: string
  rule_code: string | null
  cause: string | null
  confirmed_at: number | null
  confirmed_by: string | null
  confirmed_by_name: string | null
  deadline_at: number | null
  sent_at: number | null
  sends: number
  queries: number
  next_at: number | null
  ended_at: number | null
  mes_reference: string | null
  error: string | null
}

export interface MesStopRow {
  equipment_code: string
  mes_asset: string
  by_rule: boolean | number
  source: string
  active: boolean | number
}

export interface StopStepRow {
  stop_id: string
  at: number
  command: string
  to_state: StopState
  by_name: string
  note: string | null
}

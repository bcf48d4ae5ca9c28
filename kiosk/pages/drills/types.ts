export interface DrillDuty {
  subject: string
  name: string
  name_en: string
  since: number
  done_at: number | null
  done_by: string | null
}

export interface Drill {
  id: string
  name: string
  area: { code: string; name: string; name_en: string }
  scenario: { excursions: { point: string; value: number; after_s: number }[]; gates_out: string[]; absent: string[] }
  real_outputs: boolean
  started_at: number
  started_by: string
  started_by_en: string | null
  until: number
  ended_at: number | null
  end_cause: 'by_person' | 'by_time' | 'overruled' | null
  ended_by: string | null
  measured: { minutes_to_acknowledge: number | null; minutes_to_stop: number | null; minutes_to_muster: number | null; missing: number; escalations: number }
  alarms: { id: string; name: string; name_en: string; value: number; unit: string; acknowledged_at: number | null }[]
  stops: DrillDuty[]
  musters: DrillDuty[]
  log: { at: number; kind: string; params: Record<string, string | number> }[]
}

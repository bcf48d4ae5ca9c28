export interface MusterEntry {
  code: string
  name: string
  name_en: string | null
  company: string | null
  company_en: string | null
  phone: string | null
  expected_as: 'inside' | 'team' | 'other'
  inside_since: number | null
  reply: 'arrived' | 'cannot_come' | null
  replied_at: number | null
  replied_by: string | null
  how: 'self' | 'badge' | 'by_hand' | 'gate' | null
}

export interface MusterSummary {
  id: string
  area: string
  area_name: string
  area_name_en: string
  cause_type: string
  cause_id: string
  started_at: number
  started_by: string
  ended_at: number | null
  ended_by: string | null
  confidence: { kind: 'counted' | 'entry_only' | 'no_gate'; doubtful: number }
  counts: { expected: number; arrived: number; cannot_come: number; missing: number; team: number; team_arrived: number }
}

export interface Muster extends MusterSummary {
  people: MusterEntry[]
}

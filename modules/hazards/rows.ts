export type HazardState = 'reported' | 'dispatched' | 'rectified' | 'verified' | 'closed' | 'withdrawn'
export type HazardLevel = 'general' | 'major'
export type HazardClass = 'hazard' | 'near_miss'

export interface HazardRow {
  id: string
  code: string
  class: HazardClass
  type_code: string
  area_code: string
  level: HazardLevel
  words: string | null
  state: HazardState
  reporter_id: string
  reporter_name: string
  assignee_id: string | null
  assignee_name: string | null
  rectified_by: string | null
  verified_by: string | null
  round: number
  reported_at: number
  due_at: number
  original_due_at: number
  wanted_due_at: number | null
  closed_at: number | null
  last_action_at: number
  escalation: number
  equipment_code: string | null
  withdrawn_as: 'cancelled' | 'duplicate' | null
  duplicate_of: string | null
}

export interface HazardTypeRow {
  code: string
  name: string
  name_en: string
  icon: string
  photo_after: number
  position: number
  active: number
}

export interface HazardType {
  code: string
  name: string
  name_en: string
  icon: string
  photo_after: boolean
}

export interface HazardListRow {
  id: string
  code: string
  class: 'hazard' | 'near_miss'
  type: HazardType
  area: { code: string; name: string; name_en: string }
  level: 'general' | 'major'
  state: 'reported' | 'dispatched' | 'rectified' | 'verified' | 'closed' | 'withdrawn'
  words: string | null
  assignee: string | null
  assignee_en: string | null
  reported_at: number
  due_at: number
  overdue: boolean
}

export interface Hazard extends HazardListRow {
  reporter: string
  reporter_en: string | null
  round: number
  original_due_at: number
  wanted_due_at: number | null
  closed_at: number | null
  photos: { attachment_id: string; moment: 'before' | 'after' | 'check'; round: number }[]
  steps: { command: string; actor_name: string; actor_name_en: string | null; began_at: number; due_at: number | null; ended_at: number; comment: string | null }[]
}

/** Somebody whom a hazard can be given to. */
export interface Candidate {
  code: string
  name: string
  name_en: string | null
  roles: { name: string; name_en: string }[]
}

export interface Command {
  command: string
  allowed: boolean
  reasons: { code: string; message: string; fix: string | null }[]
}

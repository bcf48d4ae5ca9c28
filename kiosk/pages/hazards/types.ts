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
  reported_at: number
  due_at: number
  overdue: boolean
}

export interface Hazard extends HazardListRow {
  reporter: string
  round: number
  original_due_at: number
  wanted_due_at: number | null
  closed_at: number | null
  photos: { attachment_id: string; moment: 'before' | 'after' | 'check'; round: number }[]
  steps: { command: string; actor_name: string; began_at: number; due_at: number | null; ended_at: number; comment: string | null }[]
}

export interface Command {
  command: string
  allowed: boolean
  reasons: { code: string; message: string; fix: string | null }[]
}

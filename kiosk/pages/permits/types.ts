import type { Detail } from '#kiosk/lib/api'

/** As `/api/v1/permits` gives them. */
export interface Person {
  code: string
  name: string
  name_en: string
  company: string | null
  phone: string | null
}

export interface PermitRow {
  id: string
  code: string
  state: string
  level: { code: string; name: string; name_en: string }
  area: { code: string; name: string; name_en: string }
  place: string
  content: string
  start_at: number
  end_at: number
  applicant: Person | null
  guardian: Person | null
  suspend_cause: Detail | null
}

export interface Check {
  id: string
  text: string
  text_en: string
}

export interface Measure extends Check {
  photo: boolean
  not_applicable: boolean
  outcome: 'done' | 'not_applicable' | null
  reason: string | null
  attachment_id: string | null
  confirmed_by: Person | null
  confirmed_at: number | null
}

export interface GasLimit {
  gas: string
  unit: string
  min?: number | null
  max?: number | null
}

export interface Level extends Check {
  code: string
  name: string
  name_en: string
  rank: number
  valid_hours: number
  gas_positions: ('top' | 'middle' | 'bottom')[]
  gas_limits: GasLimit[]
  approvers: { role: string }[]
  measures: (Check & { photo: boolean })[]
  trades: { id: string; name: string; name_en: string }[]
  duties: { version: string; text: string[]; text_en: string[] }
  start_checks: Check[]
  finish_checks: Check[]
  close_checks: Check[]
  source: string
  allowed?: boolean
}

export interface GasTest {
  id: string
  position: string
  readings: { gas: string; value: number; unit: string }[]
  within_limits: boolean
  instrument: string
  calibrated_on: string
  tester: Person | null
  tested_at: number
}

export interface Gas {
  in_force: boolean
  valid_min: number
  valid_until: number | null
  reasons: Detail[]
  tests: GasTest[]
  live: { code: string; name: string; name_en: string; unit: string; value: number | null; quality: string; ts: number | null; limits: { h: number | null } }[]
}

export interface Approval {
  seq: number
  role: string
  due_at: number | null
  decision: 'approved' | 'rejected' | null
  comment: string | null
  decided_at: number | null
  by: Person | null
  due: boolean
}

export interface Permit extends Omit<PermitRow, 'level'> {
  level: Level
  method: string
  submitted_at: number | null
  guardian_due_at: number | null
  guardian_accepted_at: number | null
  issued_at: number | null
  started_at: number | null
  suspended_at: number | null
  finished_at: number | null
  watch_until: number | null
  closed_at: number | null
  end_comment: string | null
  content_hash: string
  workers: (Person & { trade: string })[]
  measures: Measure[]
  approvals: Approval[]
  gas: Gas
  history: { seq: number; command: string; at: number; by: string; by_en: string | null; details: Record<string, any> }[]
}

/** What the caller may do now, and for what he may not, why. */
export interface Command {
  command: string
  allowed: boolean
  needs_pin: boolean
  reasons: Detail[]
}

export interface CrewPerson {
  code: string
  badge: string | null
  name: string
  name_en: string
  company: string | null
  post: string | null
}
export interface Crew {
  workers: (CrewPerson & { trades: { id: string; reasons: Detail[] }[] })[]
  guardians: (CrewPerson & { reasons: Detail[] })[]
}

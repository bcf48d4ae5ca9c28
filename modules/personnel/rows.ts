/** Rows of this room's tables, as the database gives them. */

export interface CompanyRow {
  code: string
  name: string
  name_en: string
  contract_from: string
  contract_to: string
  blacklisted_on: string | null
  blacklist_cause: string | null
  contact: string | null
}

export interface PersonRow {
  account_id: string
  kind: 'employee' | 'contractor'
  company_code: string | null
  area_code: string | null
  supervisor_code: string | null
  post: string | null
  medical_valid_to: string | null
  blacklisted_on: string | null
  blacklist_cause: string | null
  photo_id: string | null
  created_at: number
  updated_at: number
}

export interface TrainingRow {
  id: string
  account_id: string
  course_code: string
  hours: number
  score: number
  pass_mark: number
  taken_on: string
  valid_to: string
  evidence_id: string | null
  recorded_by: string
  recorded_at: number
}

export interface CertificateRow {
  id: string
  account_id: string
  type_code: string
  number: string
  valid_from: string
  valid_to: string
  review_due_on: string | null
  revoked_at: number | null
  revoke_cause: string | null
  scan_id: string | null
  recorded_at: number
}

export interface CourseRow {
  code: string
  name: string
  name_en: string
  hours: number
  pass_mark: number
  valid_months: number
  session: string | null
}

export interface CertificateTypeRow {
  code: string
  name: string
  name_en: string
  scheme: 'special_operation' | 'special_equipment' | 'internal'
  issuer: string
  issuer_en: string
  valid_months: number
  review_months: number | null
  source: string
  contact: string | null
}

export interface GateRow {
  code: string
  area_code: string
  name: string
  name_en: string
  direction: 'in' | 'out' | 'both'
  mode: 'fail_secure' | 'fail_safe'
  door_output: string | null
  active: boolean | number
}

export interface RequirementRow {
  area_code: string
  courses: string
  certificates: string
  roles: string
  authorised_roles: string
  medical: boolean | number
  permit: 'none' | 'contractors' | 'everyone'
}

export interface RestrictionRow {
  id: string
  area_code: string
  level: 'restricted' | 'closed'
  cause_type: string
  cause_id: string
  detail: string
  since: number
  ended_at: number | null
}

export interface PresenceRow {
  id: string
  account_id: string
  area_code: string
  entered_at: number
  entry_gate: string
  left_at: number | null
  exit_gate: string | null
  end_cause: string | null
}

export interface DecisionRow {
  id: string
  at: number
  gate_code: string
  area_code: string | null
  direction: 'in' | 'out'
  badge: string | null
  account_id: string | null
  decision: 'grant' | 'deny'
  reasons: string
  facts: string
  valid_until: number | null
  device: string | null
  source: 'live' | 'gate'
}

export interface MusterRow {
  id: string
  area_code: string
  cause_type: string
  cause_id: string
  started_at: number
  started_by: string
  ended_at: number | null
  ended_by: string | null
  confidence: string
}

export interface MusterReplyRow {
  id: number
  muster_id: string
  account_id: string
  expected_as: 'inside' | 'team' | 'other'
  reply: 'arrived' | 'cannot_come' | null
  inside_since: number | null
  replied_at: number | null
  replied_by: string | null
  how: 'self' | 'badge' | 'by_hand' | 'gate' | null
}

export interface EquipmentRequirementRow {
  code: string
  equipment_kind: string | null
  equipment_code: string | null
  courses: string
  certificates: string
  medical: boolean | number
  checklist: string
  session_min: number
  output: string | null
}

export interface AuthorizationRow {
  id: string
  equipment_code: string
  account_id: string | null
  badge: string | null
  decision: 'grant' | 'deny'
  reasons: string
  checklist: string
  at: number
  until: number | null
  ended_at: number | null
  end_cause: string | null
  device: string | null
}

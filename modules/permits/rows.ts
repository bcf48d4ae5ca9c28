import type { Reason } from '#app/kernel/reason'

/** Rows of this room's tables, as the database gives them. */

export type PermitState =
  | 'draft'
  | 'submitted'
  | 'awaiting_approval'
  | 'issued'
  | 'started'
  | 'suspended'
  | 'finished'
  | 'closed'
  | 'rejected'
  | 'withdrawn'
  | 'cancelled'
  | 'expired'

export interface PermitRow {
  id: string
  code: string
  type: 'hot_work'
  state: PermitState
  transition_seq: number
  level_code: string
  level_version: number
  area_code: string
  equipment_code: string | null
  place: string
  content: string
  method: string
  start_at: number
  end_at: number
  applicant_id: string
  created_at: number
  submitted_at: number | null
  guardian_id: string | null
  guardian_due_at: number | null
  guardian_called_at: number | null
  guardian_accepted_at: number | null
  guardian_signature_id: string | null
  duties_version: string | null
  issued_at: number | null
  nonce: string | null
  started_at: number | null
  work_since: number | null
  work_signature_id: string | null
  work_gas_test_id: string | null
  place_proof: string | null
  guardian_left_at: number | null
  suspended_at: number | null
  suspend_cause: string | null
  suspend_alarm_id: string | null
  finished_at: number | null
  closed_at: number | null
  end_comment: string | null
}

export interface WorkerRow {
  permit_id: string
  account_id: string
  trade: string
  qualified_at: number | null
  qualified_through: number | null
}

export interface MeasureRow {
  permit_id: string
  measure_id: string
  outcome: 'done' | 'not_applicable'
  reason: string | null
  attachment_id: string | null
  confirmed_by: string
  confirmed_at: number
}

export interface ApprovalRow {
  permit_id: string
  seq: number
  role: string
  due_at: number | null
  called_at: number | null
  account_id: string | null
  decision: 'approved' | 'rejected' | null
  comment: string | null
  signature_id: string | null
  content_hash: string | null
  decided_at: number | null
}

export interface GuardAnswerRow {
  permit_id: string
  account_id: string
  answer: 'accepted' | 'declined'
  reason: string | null
  at: number
}

export type SamplePosition = 'top' | 'middle' | 'bottom'
export const SAMPLE_POSITIONS = ['top', 'middle', 'bottom'] as const

export interface GasReading {
  gas: string
  value: number
  unit: string
}

export interface GasTestRow {
  id: string
  permit_id: string
  position: SamplePosition
  /** JSON GasReading[] */
  readings: string
  within_limits: boolean | number
  instrument: string
  calibrated_on: string
  tester_id: string
  tested_at: number
}

export interface TransitionRow {
  permit_id: string
  seq: number
  command: string
  from_state: PermitState
  to_state: PermitState
  at: number
  by_account: string | null
  by_name: string
  device: string | null
  signature_id: string | null
  details: string
}

export interface BlockRow {
  area_code: string
  cause_type: 'alarm' | 'point'
  cause_id: string
  detail: string
  since: number
  ended_at: number | null
}

/** Why the work was stopped; null where it is not. */
export const suspendCause = (permit: PermitRow): Reason | null => (permit.suspend_cause ? JSON.parse(permit.suspend_cause) : null)

import type { PinnedLevel } from '#modules/permits/level'
import type { ApprovalRow, GasTestRow, GuardAnswerRow, MeasureRow, PermitRow, WorkerRow } from '#modules/permits/rows'

/** One permit with all that belongs to it, on the version of its level. */
export interface PermitFile {
  permit: PermitRow
  level: PinnedLevel
  workers: WorkerRow[]
  measures: MeasureRow[]
  approvals: ApprovalRow[]
  answers: GuardAnswerRow[]
  /** Newest first. */
  gasTests: GasTestRow[]
}

/** The approval that is due now; null when all are given. */
export const nextApproval = (file: PermitFile): ApprovalRow | null =>
  file.approvals.find(({ decision }) => decision === null) ?? null

/** What an approver and the guardian sign: everything that is fixed when the permit is handed in. */
export function signedContent({ permit, level, workers, measures }: PermitFile): object {
  return {
    permit: permit.code,
    type: permit.type,
    level: [level.code, level.version],
    area: permit.area_code,
    equipment: permit.equipment_code,
    place: permit.place,
    content: permit.content,
    method: permit.method,
    window: [permit.start_at, permit.end_at],
    applicant: permit.applicant_id,
    guardian: permit.guardian_id,
    workers: workers.map(({ account_id, trade }) => [account_id, trade]),
    measures: measures.map(({ measure_id, outcome, reason, attachment_id, confirmed_by, confirmed_at }) => {
      return [measure_id, outcome, reason, attachment_id, confirmed_by, confirmed_at]
    }),
  }
}

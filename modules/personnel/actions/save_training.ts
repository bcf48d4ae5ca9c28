import { newId } from '#app/kernel/ids'
import type { Tx } from '#app/kernel/transaction'
import { noteChange } from '#modules/personnel/access/changes'
import { addMonths } from '#modules/personnel/validity'
import type { CourseRow } from '#modules/personnel/rows'

export interface TrainingInput {
  accountId: string
  course: string
  score: number
  takenOn: string
  /** Left out: as long as the course says. */
  validTo?: string | null
  hours?: number | null
  evidenceId?: string | null
  recordedBy: string
}

/** Records the result of a course; the same course on the same day is corrected. Audit is the caller's. */
export async function saveTraining(tx: Tx, input: TrainingInput): Promise<string> {
  const course: CourseRow = await tx.db.from('courses').where('code', input.course).firstOrFail()
  const place = { account_id: input.accountId, course_code: input.course, taken_on: input.takenOn }
  const known = await tx.db.from('training_records').where(place).first()
  const fields = {
    hours: input.hours ?? course.hours,
    score: input.score,
    pass_mark: known?.pass_mark ?? course.pass_mark,
    valid_to: input.validTo ?? addMonths(input.takenOn, course.valid_months),
    evidence_id: input.evidenceId ?? known?.evidence_id ?? null,
    recorded_by: input.recordedBy,
    recorded_at: tx.now,
  }
  const id: string = known?.id ?? newId()
  if (known) await tx.db.from('training_records').where('id', id).update(fields)
  else await tx.db.table('training_records').insert({ id, ...place, ...fields })
  await noteChange(tx, input.accountId)
  return id
}

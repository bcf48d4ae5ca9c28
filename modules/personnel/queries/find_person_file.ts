import db from '@adonisjs/lucid/services/db'
import { clock } from '#app/kernel/clock'
import { plantTimeZone } from '#app/plant/index'
import { register } from '#modules/personnel/access/register'
import type { CertificateRow, TrainingRow } from '#modules/personnel/rows'
import { endOfDay } from '#modules/personnel/validity'

const lately = <Query extends { orderBy(column: string, direction: 'desc'): any }>(query: Query, filter: ListFilter) => {
  const ordered = query.orderBy('id', 'desc')
  if (filter.before) ordered.where('id', '<', filter.before)
  if (filter.accountId) ordered.where('account_id', filter.accountId)
  return ordered.limit(filter.limit)
}

export interface ListFilter {
  limit: number
  before?: string | null
  accountId?: string | null
}

/** Results of courses, newest first. `state` is worked out at this moment. */
export async function listTrainings(filter: ListFilter) {
  const rows: TrainingRow[] = await lately(db.from('training_records'), filter)
  const { reference } = await register.fresh()
  return rows.map((row) => {
    const course = reference.courses.get(row.course_code)
    return {
      id: row.id,
      person: register.find({ accountId: row.account_id })?.code ?? null,
      course: row.course_code,
      course_name: course?.name ?? row.course_code,
      course_name_en: course?.nameEn ?? row.course_code,
      hours: row.hours,
      score: row.score,
      pass_mark: row.pass_mark,
      passed: row.score >= row.pass_mark,
      taken_on: row.taken_on,
      valid_to: row.valid_to,
      expired: isOver(row.valid_to),
      evidence_id: row.evidence_id,
      recorded_by: row.recorded_by,
    }
  })
}

/** Certificates, newest first. Whether one is expired is worked out at this moment, never stored. */
export async function listCertificates(filter: ListFilter) {
  const rows: CertificateRow[] = await lately(db.from('certificates'), filter)
  const { reference } = await register.fresh()
  return rows.map((row) => {
    const type = reference.certificateTypes.get(row.type_code)
    return {
      id: row.id,
      person: register.find({ accountId: row.account_id })?.code ?? null,
      type: row.type_code,
      type_name: type?.name ?? row.type_code,
      type_name_en: type?.nameEn ?? row.type_code,
      number: row.number,
      valid_from: row.valid_from,
      valid_to: row.valid_to,
      review_due_on: row.review_due_on,
      expired: isOver(row.valid_to) || (row.review_due_on !== null && isOver(row.review_due_on)),
      revoked_at: row.revoked_at === null ? null : Number(row.revoked_at),
      revoke_cause: row.revoke_cause,
      scan_id: row.scan_id,
    }
  })
}

const isOver = (day: string): boolean => endOfDay(day, plantTimeZone()) <= clock.now()

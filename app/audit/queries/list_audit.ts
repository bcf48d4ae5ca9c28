import db from '@adonisjs/lucid/services/db'

export interface AuditFilter {
  limit: number
  /** Entries before this sequence number. */
  before?: number
  subjectType?: string
  subjectId?: string
  action?: string
}

/** The newest entries first. */
export async function listAudit(filter: AuditFilter): Promise<Record<string, unknown>[]> {
  const query = db.from('audit_entries').orderBy('seq', 'desc').limit(filter.limit)
  if (filter.before) query.where('seq', '<', filter.before)
  if (filter.subjectType) query.where('subject_type', filter.subjectType)
  if (filter.subjectId) query.where('subject_id', filter.subjectId)
  if (filter.action) query.where('action', filter.action)
  return (await query).map((row) => ({ ...row, details: JSON.parse(row.details) }))
}

import { recordAudit, type Actor } from '#app/audit/index'
import { findAttachment } from '#app/attachments/index'
import { newId } from '#app/kernel/ids'
import { err, ok, type Result } from '#app/kernel/result'
import { reason, type Reason } from '#app/kernel/reason'
import { settingValue } from '#app/kernel/settings'
import { transact, type Tx } from '#app/kernel/transaction'
import { notify } from '#app/notifications/index'
import { findArea, findEquipment } from '#app/plant/index'
import { HazardDispatched, HazardReported } from '#modules/hazards/events'
import { factOf } from '#modules/hazards/fact'
import { noteStep } from '#modules/hazards/actions/note_step'
import { noticeParams } from '#modules/hazards/queries/notice_params'
import { findAssignee } from '#modules/hazards/queries/find_dispatch'
import type { HazardClass, HazardLevel, HazardRow, HazardTypeRow } from '#modules/hazards/rows'
import { generalDueDays, majorDueDays } from '#modules/hazards/settings'

export interface ReportInput {
  class: HazardClass
  typeCode: string
  areaCode: string
  /** What it was seen at, where that is known. */
  equipmentCode?: string | null
  level: HazardLevel
  words: string | null
  photos: string[]
  reporter: { id: string; name: string }
  by: Actor
}

/** What an import knows beside the report itself. */
interface Entry extends ReportInput {
  /** A number that it already has elsewhere. */
  code?: string
  /** The assignee finds it among what waits for him, but is not written to: a table may hold hundreds. */
  quiet?: boolean
  /** The rule that reported it: that one does not hear of it. */
  ruleCode?: string
}

const DAY_MS = 86_400_000

/** Anyone reports; the table says who rectifies and by when, in the same moment: nothing waits for a clerk (B02, B05). */
export function reportHazard(input: ReportInput): Promise<Result<HazardRow, Reason[]>> {
  return transact(async (tx) => {
    const reasons = await faultsOf(tx, input)
    return reasons.length > 0 ? err(reasons) : ok(await enterHazard(tx, input))
  })
}

/** Writes a hazard and dispatches it, in the caller's transaction. The caller has looked for faults. */
export async function enterHazard(tx: Tx, input: Entry): Promise<HazardRow> {
  const days = await settingValue(input.level === 'major' ? majorDueDays : generalDueDays, tx.db)
  const assignee = await findAssignee(tx, input)
  const row = await insert(tx, input, { dueAt: tx.now + days * DAY_MS, assignee })
  await noteStep(tx, row, { command: 'report', by: input.by, beganAt: tx.now, dueAt: null, comment: input.words })
  await recordAudit(tx, {
    by: input.by,
    action: 'hazards.hazard_reported',
    subject: { type: 'hazard', id: row.id },
    details: { code: row.code, class: row.class, type: row.type_code, area: row.area_code, level: row.level, reporter: row.reporter_name, photos: input.photos },
  })
  const fact = factOf(row, tx.now)
  await tx.emit(HazardReported, { ...fact, ...(input.ruleCode ? { ruleCode: input.ruleCode } : {}) })
  if (!assignee) return row

  await noteStep(tx, row, { command: 'dispatch', by: { id: null, name: 'system:hazards', device: null }, beganAt: tx.now, dueAt: row.due_at, comment: assignee.name })
  await tx.emit(HazardDispatched, { ...fact, assigneeId: assignee.id })
  if (input.quiet) return row
  await notify(tx, {
    to: { accounts: [assignee.id] },
    message: { key: 'hazards.notices.assigned', params: await noticeParams(tx, row) },
    priority: row.level === 'major' ? 2 : 3,
    link: `/hazards/${row.id}`,
    cause: `hazard:${row.id}:1`,
  })
  return row
}

async function faultsOf(tx: Tx, { typeCode, areaCode, equipmentCode, photos }: ReportInput): Promise<Reason[]> {
  const reasons: Reason[] = []
  const type: HazardTypeRow | null = await tx.db.from('hazard_types').where({ code: typeCode, active: true }).first()
  if (!type) reasons.push(reason('hazards.no_such_type', { code: typeCode }))
  if (!(await findArea(areaCode))?.active) reasons.push(reason('hazards.no_such_area', { code: areaCode }))
  if (equipmentCode && !(await findEquipment(equipmentCode))?.active) reasons.push(reason('hazards.no_such_equipment', { code: equipmentCode }))
  for (const id of photos) if (!(await findAttachment(id))) reasons.push(reason('hazards.no_such_photo'))
  return reasons
}

async function insert(tx: Tx, input: Entry, { dueAt, assignee }: { dueAt: number; assignee: { id: string; name: string } | null }): Promise<HazardRow> {
  const year = new Date(tx.now).getUTCFullYear()
  const counted = await tx.db.from('hazards').where('code', 'like', `H-${year}-%`).count('* as n').first()
  const row: HazardRow = {
    id: newId(),
    code: input.code ?? `H-${year}-${String(Number(counted?.n ?? 0) + 1).padStart(5, '0')}`,
    class: input.class,
    type_code: input.typeCode,
    area_code: input.areaCode,
    level: input.level,
    words: input.words,
    state: assignee ? 'dispatched' : 'reported',
    reporter_id: input.reporter.id,
    reporter_name: input.reporter.name,
    assignee_id: assignee?.id ?? null,
    assignee_name: assignee?.name ?? null,
    rectified_by: null,
    verified_by: null,
    round: 1,
    reported_at: tx.now,
    due_at: dueAt,
    original_due_at: dueAt,
    wanted_due_at: null,
    closed_at: null,
    last_action_at: tx.now,
    escalation: 0,
    equipment_code: input.equipmentCode ?? null,
    withdrawn_as: null,
    duplicate_of: null,
  }
  await tx.db.table('hazards').insert(row)
  const photos = input.photos.map((attachment_id) => ({ hazard_id: row.id, attachment_id, moment: 'before', round: 1 }))
  if (photos.length > 0) await tx.db.table('hazard_photos').multiInsert(photos)
  return row
}

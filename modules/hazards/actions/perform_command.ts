import { recordAudit, type Actor } from '#app/audit/index'
import { findAttachment } from '#app/attachments/index'
import { accountsInRole, findAccount } from '#app/identity/index'
import type { EventType } from '#app/kernel/events'
import { err, ok, type Result } from '#app/kernel/result'
import { reason, type Reason } from '#app/kernel/reason'
import { transact, type Tx } from '#app/kernel/transaction'
import { notify } from '#app/notifications/index'
import { noteStep } from '#modules/hazards/actions/note_step'
import { HazardClosed, HazardDispatched, HazardRectified, HazardReturned, HazardVerified, HazardWithdrawn } from '#modules/hazards/events'
import { factOf } from '#modules/hazards/fact'
import { gatherFacts } from '#modules/hazards/queries/gather_facts'
import { hazardLifecycle, type HazardCommand } from '#modules/hazards/lifecycle'
import { noticeParams } from '#modules/hazards/queries/notice_params'
import type { HazardRow } from '#modules/hazards/rows'

export interface HazardRequest {
  hazardId: string
  command: HazardCommand
  by: Actor
  permissions: ReadonlySet<string>
  input: { comment?: string | null; photos?: string[]; assignee?: string | null; due_at?: number | null; duplicate_of?: string | null }
}

/** One step of a hazard: decided by the state table, written with its photos, its record and whom it tells. */
export function performCommand({ hazardId, command, by, permissions, input }: HazardRequest): Promise<Result<HazardRow, Reason[]>> {
  return transact(async (tx) => {
    const hazard: HazardRow | null = await tx.db.from('hazards').where('id', hazardId).first()
    if (!hazard) return err([reason('hazards.no_such_hazard')])
    const named = input.assignee ? await findAccount({ code: input.assignee }) : null
    const original: HazardRow | null = input.duplicate_of ? await tx.db.from('hazards').where('code', input.duplicate_of).first() : null
    const facts = await gatherFacts(hazard, { original, callerId: by.id, permissions, input, toId: named?.active ? named.id : null }, tx.db)
    const decision = hazardLifecycle.decide(hazard.state, command, facts)
    const absent = (await Promise.all((input.photos ?? []).map(findAttachment))).some((photo) => !photo)
    if (!decision.ok || absent) return err([...(decision.ok ? [] : decision.error), ...(absent ? [reason('hazards.no_such_photo')] : [])])

    const changes = { state: decision.value, last_action_at: tx.now, escalation: 0, ...changesOf(command, hazard, { by, named, original, input, now: tx.now }) }
    const written = await tx.db.from('hazards').where({ id: hazard.id, state: hazard.state, last_action_at: hazard.last_action_at }).update(changes)
    if (Number(written) === 0) return err([reason('hazards.changed_meanwhile')])
    const now = { ...hazard, ...changes } as HazardRow
    await keepPhotos(tx, now, command, input.photos ?? [])
    await noteStep(tx, now, { command, by, beganAt: hazard.last_action_at, dueAt: hazard.due_at, comment: input.comment ?? null })
    await recordAudit(tx, {
      by,
      action: `hazards.${command}`,
      subject: { type: 'hazard', id: hazard.id },
      details: { code: hazard.code, from: hazard.state, to: decision.value, comment: input.comment ?? null, photos: input.photos ?? [] },
    })
    await tellOthers(tx, command, now, by)
    return ok(now)
  })
}

function changesOf(
  command: HazardCommand,
  hazard: HazardRow,
  { by, named, original, input, now }: { by: Actor; named: { id: string; name: string } | null; original: HazardRow | null; input: HazardRequest['input']; now: number }
): Partial<HazardRow> {
  switch (command) {
    case 'dispatch':
      return { assignee_id: named!.id, assignee_name: named!.name }
    case 'rectify':
      return { rectified_by: by.id }
    case 'verify':
      return { verified_by: by.id }
    case 'return':
      return { round: hazard.round + 1, rectified_by: null }
    case 'close':
      return { closed_at: now }
    case 'request_extension':
      return { wanted_due_at: input.due_at ?? null }
    case 'cancel':
      return { withdrawn_as: 'cancelled', closed_at: now }
    case 'mark_duplicate':
      return { withdrawn_as: 'duplicate', duplicate_of: original!.id, closed_at: now }
    case 'approve_extension':
      return { due_at: hazard.wanted_due_at!, wanted_due_at: null }
  }
}

async function keepPhotos(tx: Tx, { id, round }: HazardRow, command: HazardCommand, photos: string[]): Promise<void> {
  const moment = command === 'rectify' ? 'after' : 'check'
  const rows = photos.map((attachment_id) => ({ hazard_id: id, attachment_id, moment, round }))
  if (rows.length > 0) await tx.db.table('hazard_photos').multiInsert(rows)
}

const EVENTS: Partial<Record<HazardCommand, EventType<any>>> = {
  dispatch: HazardDispatched,
  rectify: HazardRectified,
  verify: HazardVerified,
  return: HazardReturned,
  close: HazardClosed,
  cancel: HazardWithdrawn,
  mark_duplicate: HazardWithdrawn,
}

/** The reporter hears of every step; who has to act next is asked. */
async function tellOthers(tx: Tx, command: HazardCommand, hazard: HazardRow, by: Actor): Promise<void> {
  const event = EVENTS[command]
  const fact = factOf(hazard, tx.now)
  if (event) await tx.emit(event, { ...fact, round: hazard.round, assigneeId: hazard.assignee_id, ...(hazard.withdrawn_as ? { as: hazard.withdrawn_as } : {}) })

  const params = await noticeParams(tx, hazard)
  const cause = `hazard:${hazard.id}:${command}:${tx.now}`
  const say = (to: Parameters<typeof notify>[1]['to'], name: string, priority: 2 | 3 | 4) =>
    notify(tx, { to, message: { key: `hazards.notices.${name}`, params }, priority, link: `/hazards/${hazard.id}`, cause })
  const assignee = hazard.assignee_id ? [hazard.assignee_id] : []
  if (command === 'dispatch') await say({ accounts: assignee }, 'assigned', 3)
  if (command === 'return') await say({ accounts: assignee }, 'returned', 2)
  if (command === 'rectify') await say(await otherEyes(hazard, by), 'verify_asked', 3)
  if (command === 'request_extension') await say(await otherEyes(hazard, by), 'extension_asked', 3)
  if (command === 'approve_extension') await say({ accounts: assignee }, 'extension_given', 4)
  if (['rectify', 'verify', 'close', 'cancel', 'mark_duplicate'].includes(command)) await say({ accounts: [hazard.reporter_id] }, `reporter_${command}`, 4)
}

/** Who is asked to look is never who has just acted: where the safety department is only that one, it is the director. */
async function otherEyes({ area_code: area }: HazardRow, { id }: Actor): Promise<Parameters<typeof notify>[1]['to']> {
  const others = (await accountsInRole('safety_department', area)).filter((one) => one.id !== id)
  return others.length > 0 ? { accounts: others.map((one) => one.id) } : { roles: [{ role: 'safety_director', area }] }
}

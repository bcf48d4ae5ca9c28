import { recordAudit, type Actor } from '#app/audit/index'
import { notify } from '#app/notifications/index'
import { settingValue } from '#app/kernel/settings'
import type { Reason } from '#app/kernel/reason'
import { err, ok, type Result } from '#app/kernel/result'
import type { Tx } from '#app/kernel/transaction'
import { findEquipment } from '#app/plant/index'
import { StopMoved } from '#app/integrations/events'
import { stopLifecycle, type StopCommand, type StopFacts, type StopState } from '#app/integrations/stops/lifecycle'
import type { StopRow } from '#app/integrations/stops/rows'
import { mesIdempotent } from '#app/integrations/stops/settings'

export interface MoveInput {
  stop: StopRow
  command: StopCommand
  by: Actor
  permissions?: ReadonlySet<string>
  changes?: Partial<StopRow>
  signatureId?: string | null
  note?: string | null
}

/** Ends that somebody at the machine has to know of. */
const BAD_ENDS: readonly StopState[] = ['unknown', 'refused', 'failed', 'not_received', 'unresolved', 'expired']
const ENDS: readonly StopState[] = ['acknowledged', 'refused', 'failed', 'not_received', 'unresolved', 'withdrawn', 'expired']

export async function stopFacts(tx: Pick<Tx, 'db'>, stop: StopRow, callerId: string | null, permissions: ReadonlySet<string>): Promise<StopFacts> {
  return { callerId, permissions, requestedBy: stop.requested_by, idempotent: await settingValue(mesIdempotent, tx.db) }
}

/** The only way by which a stop command moves: state table, row, step, audit, event and the word to people, in one go. */
export async function moveStop(tx: Tx, { stop, command, by, permissions = new Set(), changes = {}, signatureId = null, note = null }: MoveInput): Promise<Result<StopRow, Reason[]>> {
  const decision = stopLifecycle.decide(stop.state, command, await stopFacts(tx, stop, by.id, permissions))
  if (!decision.ok) return err(decision.error)
  const state = decision.value
  const ended = ENDS.includes(state) ? { ended_at: tx.now, next_at: null } : {}
  const moved = await tx.db.from('stop_commands').where({ id: stop.id, state: stop.state }).update({ ...changes, ...ended, state })
  if (Number(moved) !== 1) throw new Error(`stop command ${stop.code} was moved by somebody else`)

  await noteStep(tx, stop, { command, to: state, by, signatureId, note })
  const after = { ...stop, ...changes, ...ended, state } as StopRow
  if (BAD_ENDS.includes(state)) await tellPeople(tx, after)
  return ok(after)
}

export async function noteStep(tx: Tx, stop: StopRow, step: { command: string; to: StopState; by: Actor; signatureId?: string | null; note?: string | null }): Promise<void> {
  const { command, to, by, signatureId = null, note = null } = step
  await tx.db.table('stop_command_steps').insert({ stop_id: stop.id, at: tx.now, command, to_state: to, by_name: by.name, signature_id: signatureId, note: note?.slice(0, 250) ?? null })
  await recordAudit(tx, {
    by,
    action: `integrations.stop_${command}`,
    subject: { type: 'stop', id: stop.id },
    details: { code: stop.code, equipment: stop.equipment_code, from: stop.state, to, test: Boolean(stop.test), incident: stop.incident_id, note },
  })
  await tx.emit(StopMoved, { stopId: stop.id, code: stop.code, equipmentCode: stop.equipment_code, areaCode: stop.area_code, incidentId: stop.incident_id, state: to, test: Boolean(stop.test), at: tx.now })
}

/** Who asked, who confirmed and the control room: somebody has to look at the machine. */
async function tellPeople(tx: Tx, stop: StopRow): Promise<void> {
  const equipment = await findEquipment(stop.equipment_code)
  const accounts = [stop.requested_by, stop.confirmed_by].filter((id): id is string => id !== null)
  await notify(tx, {
    to: { accounts, roles: [{ role: 'control_room', area: stop.area_code }] },
    message: { key: `integrations.notices.stop_${stop.state}`, params: { code: stop.code, equipment: equipment?.name ?? stop.equipment_code, equipment_en: equipment?.nameEn ?? stop.equipment_code } },
    priority: stop.test ? 3 : 1,
    link: '/stops',
    cause: `stop:${stop.id}`,
  })
}

import { systemActor, type Actor } from '#app/audit/index'
import { signContent } from '#app/identity/index'
import { newId } from '#app/kernel/ids'
import { reason, type Reason } from '#app/kernel/reason'
import { err, ok, type Result } from '#app/kernel/result'
import { settingValue } from '#app/kernel/settings'
import type { Tx } from '#app/kernel/transaction'
import { findEquipment } from '#app/plant/index'
import { moveStop, noteStep } from '#app/integrations/stops/move_stop'
import type { MesStopRow, StopRow } from '#app/integrations/stops/rows'
import { confirmWithin, mesMode, sendWithin } from '#app/integrations/stops/settings'

export interface StopRequest {
  equipment: string
  reason: string
  incidentId?: string | null
  test?: boolean
}

/** Somebody asks for a stop; their PIN was checked before. It leaves when another person has confirmed it. */
export async function requestStop(tx: Tx, request: StopRequest, by: Actor): Promise<Result<StopRow, Reason[]>> {
  const found = await admit(tx, request)
  if (!found.ok) return found
  const stop = await insert(tx, request, found.value, { requested_by: by.id, requested_by_name: by.name, next_at: tx.now + (await settingValue(confirmWithin, tx.db)) * 60_000 })
  const { id: signatureId } = await signContent(tx, {
    accountId: by.id!,
    deviceId: null,
    meaning: 'integrations.stop_requested',
    subject: { type: 'stop', id: stop.id },
    content: signedContent(stop),
  })
  await noteStep(tx, stop, { command: 'request', to: 'requested', by, signatureId, note: stop.reason })
  return ok(stop)
}

export interface RuleStop extends StopRequest {
  rule: string
  /** What made the rule fire: the same cause stops once. */
  cause: string
}

/** A rule asks: only for equipment whose entry in the allow list says that a rule is enough. */
export async function requestStopByRule(tx: Tx, request: RuleStop): Promise<Result<StopRow, Reason[]>> {
  const known: StopRow | null = await tx.db.from('stop_commands').where('cause', request.cause).first()
  if (known) return ok(known)
  const found = await admit(tx, request)
  if (!found.ok) return found
  if (!found.value.by_rule) return err([reason('integrations.rule_not_allowed')])
  const by = systemActor(`rule:${request.rule}`)
  const stop = await insert(tx, request, found.value, { requested_by: null, requested_by_name: by.name, rule_code: request.rule, cause: request.cause })
  await noteStep(tx, stop, { command: 'request', to: 'requested', by, note: stop.reason })
  return moveStop(tx, { stop, command: 'authorise', by, changes: await readyToLeave(tx) })
}

/** It may leave from now until its deadline. */
export async function readyToLeave(tx: Tx): Promise<Partial<StopRow>> {
  return { deadline_at: tx.now + (await settingValue(sendWithin, tx.db)) * 1_000, next_at: tx.now }
}

/** What both people sign. */
export const signedContent = ({ id, code, equipment_code, mes_asset, reason: why, incident_id, test }: StopRow) => ({ id, code, equipment_code, mes_asset, reason: why, incident_id, test: Boolean(test) })

/** Everything against it at once. */
async function admit(tx: Tx, { equipment, test = false }: StopRequest): Promise<Result<MesStopRow, Reason[]>> {
  const mode = await settingValue(mesMode, tx.db)
  const entry: MesStopRow | null = await tx.db.from('mes_stops').where({ equipment_code: equipment, active: true }).first()
  const open = await tx.db.from('stop_commands').where({ equipment_code: equipment, test }).whereIn('state', ['requested', 'confirmed', 'sending', 'unknown']).first()
  const reasons: Reason[] = []
  if (mode === 'off') reasons.push(reason('integrations.stops_off'))
  else if (mode === 'test' && !test) reasons.push(reason('integrations.only_tests'))
  if (!entry) reasons.push(reason('integrations.not_on_the_list', { equipment }))
  if (open) reasons.push(reason('integrations.stop_open', { code: open.code }))
  return reasons.length > 0 || !entry ? err(reasons) : ok(entry)
}

async function insert(tx: Tx, request: StopRequest, entry: MesStopRow, fields: Partial<StopRow>): Promise<StopRow> {
  const year = new Date(tx.now).getUTCFullYear()
  const counted = await tx.db.from('stop_commands').where('code', 'like', `ST-${year}-%`).count('* as n').first()
  const equipment = await findEquipment(request.equipment)
  const row = {
    id: newId(),
    code: `ST-${year}-${String(Number(counted?.n ?? 0) + 1).padStart(4, '0')}`,
    equipment_code: request.equipment,
    mes_asset: entry.mes_asset,
    area_code: equipment?.areaCode ?? '',
    reason: request.reason,
    incident_id: request.incidentId ?? null,
    test: request.test ?? false,
    state: 'requested',
    requested_at: tx.now,
    sends: 0,
    queries: 0,
    ...fields,
  }
  await tx.db.table('stop_commands').insert(row)
  return (await tx.db.from('stop_commands').where('id', row.id).first()) as StopRow
}

import { accountsInRole } from '#app/identity/index'
import { recordAudit, type Actor } from '#app/audit/index'
import { newId } from '#app/kernel/ids'
import type { Tx } from '#app/kernel/transaction'
import { notify } from '#app/notifications/index'
import { areaLabel } from '#app/plant/index'
import { EMERGENCY_ROLE } from '#modules/personnel/access/decide'
import { MusterStarted } from '#modules/personnel/events'
import { whoIsInside } from '#modules/personnel/queries/who_is_inside'

export interface MusterInput {
  areaCode: string
  cause: { type: string; id: string }
  by: Actor
}

/** Calls out everybody who is inside and the emergency team, and keeps who was there at that moment. Once at a time. */
export async function startMuster(tx: Tx, { areaCode, cause, by }: MusterInput): Promise<string> {
  const running = await tx.db.from('musters').where('area_code', areaCode).whereNull('ended_at').first()
  if (running) return running.id
  const { people, confidence } = await whoIsInside(areaCode)
  const team = await accountsInRole(EMERGENCY_ROLE, areaCode)

  const id = newId()
  await tx.db.table('musters').insert({
    id,
    area_code: areaCode,
    cause_type: cause.type,
    cause_id: cause.id,
    started_at: tx.now,
    started_by: by.name,
    confidence: JSON.stringify(confidence),
  })
  const expected = new Map(team.map(({ id: account_id }) => [account_id, { account_id, expected_as: 'team', inside_since: null as number | null }]))
  for (const { accountId, since } of people)
    expected.set(accountId, { account_id: accountId, expected_as: 'inside', inside_since: since })
  const rows = [...expected.values()].map((row) => ({ muster_id: id, ...row }))
  if (rows.length > 0) await tx.db.table('muster_replies').multiInsert(rows)

  await recordAudit(tx, {
    by,
    action: 'personnel.muster_started',
    subject: { type: 'muster', id },
    details: { area: areaCode, cause, inside: people.map(({ code }) => code), confidence },
  })
  const label = await areaLabel(areaCode)
  const params = { area: label.name, area_en: label.nameEn, count: people.length }
  const link = `/muster/${id}`
  await notify(tx, {
    to: { accounts: people.map(({ accountId }) => accountId) },
    message: { key: 'personnel.notices.muster_leave', params },
    priority: 1,
    link,
    cause: `muster:${id}`,
  })
  await notify(tx, {
    to: { roles: [EMERGENCY_ROLE, 'gate_guard', 'safety_department'].map((role) => ({ role, area: areaCode })) },
    message: { key: 'personnel.notices.muster_count', params },
    priority: 1,
    link,
    cause: `muster:${id}`,
  })
  await tx.emit(MusterStarted, { musterId: id, areaCode, at: tx.now })
  return id
}

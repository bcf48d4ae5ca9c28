import { recordAudits, type AuditInput } from '#app/audit/index'
import type { Tx } from '#app/kernel/transaction'
import type { DecisionRecord } from '#modules/personnel/access/record'
import { movePeople } from '#modules/personnel/actions/move_people'
import { AccessDenied } from '#modules/personnel/events'

/** Stores decisions with their audit entries, moves who was let through, and tells the rest of the house. Once each. */
export async function recordDecisions(tx: Tx, batch: DecisionRecord[]): Promise<void> {
  const ids = batch.map((decision) => decision.id)
  const known = new Set((await tx.db.from('access_decisions').whereIn('id', ids).select('id')).map((row) => row.id))
  const fresh = batch.filter((decision, index) => !known.has(decision.id) && ids.indexOf(decision.id) === index)
  if (fresh.length === 0) return

  await tx.db.table('access_decisions').multiInsert(fresh.map(row))
  await recordAudits(tx, fresh.map(auditEntry))
  await movePeople(tx, fresh.filter(({ decision }) => decision === 'grant'))
  const denied = fresh.flatMap(({ decision, accountId, areaCode, gateCode, reasons, at }) =>
    decision === 'deny' && areaCode ? [{ accountId, areaCode, gateCode, reasons, at }] : []
  )
  await tx.emit(AccessDenied, ...denied)
}

const row = (decision: DecisionRecord) => ({
  id: decision.id,
  at: decision.at,
  gate_code: decision.gateCode,
  area_code: decision.areaCode,
  direction: decision.direction,
  badge: decision.badge,
  account_id: decision.accountId,
  decision: decision.decision,
  reasons: JSON.stringify(decision.reasons),
  facts: JSON.stringify(decision.facts),
  valid_until: decision.validUntil,
  device: decision.by.device,
  source: decision.source,
})

const auditEntry = ({ id, at, accountId, badge, gateCode, areaCode, direction, decision, reasons, source, by }: DecisionRecord): AuditInput => ({
  by,
  action: decision === 'grant' ? 'personnel.access_granted' : 'personnel.access_denied',
  subject: accountId ? { type: 'person', id: accountId } : { type: 'badge', id: badge ?? 'none' },
  details: { decision_id: id, decided_at: at, gate: gateCode, area: areaCode, direction, source, reasons: reasons.map(({ code }) => code) },
})

import { recordAudit, type Actor } from '#app/audit/index'
import { clock } from '#app/kernel/clock'
import { newId } from '#app/kernel/ids'
import { transact, type Tx } from '#app/kernel/transaction'
import { plantTimeZone } from '#app/plant/index'
import { decide } from '#modules/personnel/access/decide'
import type { Because, Decision, PersonFacts } from '#modules/personnel/access/facts'
import { register } from '#modules/personnel/access/register'
import { endAuthorization } from '#modules/personnel/actions/release_equipment'
import { EquipmentAuthorized, PermissiveCommanded } from '#modules/personnel/events'
import type { EquipmentNeeds } from '#modules/personnel/queries/equipment_needs'

export interface AuthorizationInput {
  needs: EquipmentNeeds
  person: PersonFacts | null
  badge: string | null
  /** What was looked at: the item's code and whether it is in order. */
  checklist: Record<string, boolean>
  by: Actor
}

export interface Authorization {
  id: string
  decision: Decision
  reasons: Because[]
  until: number | null
}

/** Whether this person may start this machine now. Only a grant closes the start circuit; anything else leaves it open. */
export async function authorizeEquipment(input: AuthorizationInput): Promise<Authorization> {
  const at = clock.now()
  const { reasons, validUntil } = await judge(input, at)
  const against = [...reasons.against, ...openChecks(input)]
  const decision: Decision = against.length > 0 ? 'deny' : 'grant'
  const until = decision === 'grant' ? Math.min(at + input.needs.sessionMs, validUntil ?? Number.POSITIVE_INFINITY) : null
  const authorization = { id: newId(), decision, reasons: decision === 'deny' ? against : reasons.notes, until }
  await transact((tx) => store(tx, input, authorization))
  return authorization
}

/** The same rules as at a gate, with the machine's needs in the place of the area's. */
async function judge({ needs, person }: AuthorizationInput, at: number) {
  const { places, reference } = await register.fresh()
  const { code, name, nameEn, areaCode } = needs.equipment
  const verdict = decide(
    {
      direction: 'in',
      recordsAvailable: true,
      gate: { code, areaCode, name, nameEn, direction: 'both', mode: 'fail_secure', doorOutput: null },
      area: places.areas.get(areaCode) ?? null,
      person,
      requirements: [{ courses: needs.courses, certificates: needs.certificates, roles: [], authorisedRoles: [], medical: needs.medical, permit: 'none' }],
      permit: null,
      gas: null,
      catalogue: reference,
      zone: plantTimeZone(),
    },
    at
  )
  const denied = verdict.decision === 'deny'
  return { reasons: { against: denied ? verdict.reasons : [], notes: denied ? [] : verdict.reasons }, validUntil: verdict.validUntil }
}

const openChecks = ({ needs, checklist }: AuthorizationInput): Because[] =>
  needs.checklist
    .filter(({ code }) => checklist[code] !== true)
    .map(({ code, name, name_en }) => ({
      code: checklist[code] === false ? 'personnel.check_failed' : 'personnel.check_open',
      params: { item: name, item_en: name_en },
      since: null,
    }))

async function store(tx: Tx, input: AuthorizationInput, { id, decision, reasons, until }: Authorization): Promise<void> {
  const { needs, person, badge, checklist, by } = input
  const { code: equipmentCode, areaCode } = needs.equipment
  if (decision === 'grant') await endAuthorization(tx, { equipmentCode, cause: 'taken_over', by })
  await tx.db.table('equipment_authorizations').insert({
    id,
    equipment_code: equipmentCode,
    account_id: person?.accountId ?? null,
    badge,
    decision,
    reasons: JSON.stringify(reasons),
    checklist: JSON.stringify(checklist),
    at: tx.now,
    until,
    device: by.device,
  })
  await recordAudit(tx, {
    by,
    action: decision === 'grant' ? 'personnel.equipment_authorized' : 'personnel.equipment_refused',
    subject: { type: 'equipment', id: equipmentCode },
    details: { authorization_id: id, person: person?.code ?? null, reasons: reasons.map((why) => why.code), until, checklist },
  })
  if (decision !== 'grant' || !person) return
  const fact = { authorizationId: id, equipmentCode, areaCode, accountId: person.accountId, at: tx.now }
  await tx.emit(EquipmentAuthorized, { ...fact, until: until! })
  for (const output of needs.outputs)
    await tx.emit(PermissiveCommanded, { output, equipmentCode, value: true, cause: `authorization:${id}`, at: tx.now })
}

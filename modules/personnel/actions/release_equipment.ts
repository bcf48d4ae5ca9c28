import { recordAudit, systemActor, type Actor } from '#app/audit/index'
import { transact, type Tx } from '#app/kernel/transaction'
import { EquipmentReleased, PermissiveCommanded } from '#modules/personnel/events'
import { equipmentNeeds } from '#modules/personnel/queries/equipment_needs'
import type { AuthorizationRow } from '#modules/personnel/rows'

interface Ending {
  equipmentCode: string
  cause: 'badged_out' | 'time_over' | 'taken_over'
  by: Actor
}

/** Ends the running authorization of a machine, if there is one: nobody starts it on another's badge. */
export async function endAuthorization(tx: Tx, { equipmentCode, cause, by }: Ending): Promise<boolean> {
  const row: AuthorizationRow | null = await tx.db
    .from('equipment_authorizations')
    .where({ equipment_code: equipmentCode, decision: 'grant' })
    .whereNull('ended_at')
    .first()
  if (!row) return false
  await tx.db.from('equipment_authorizations').where('id', row.id).whereNull('ended_at').update({ ended_at: tx.now, end_cause: cause })
  await recordAudit(tx, { by, action: 'personnel.equipment_released', subject: { type: 'equipment', id: equipmentCode }, details: { authorization_id: row.id, cause } })
  const needs = await equipmentNeeds(equipmentCode)
  const areaCode = needs?.equipment.areaCode ?? ''
  await tx.emit(EquipmentReleased, { authorizationId: row.id, equipmentCode, areaCode, accountId: row.account_id ?? '', cause, at: tx.now })
  if (cause !== 'taken_over')
    for (const output of needs?.outputs ?? [])
      await tx.emit(PermissiveCommanded, { output, equipmentCode, value: false, cause: `authorization:${row.id}`, at: tx.now })
  return true
}

/** Ends what has run its time. */
export async function endOverdueAuthorizations(): Promise<void> {
  await transact(async (tx) => {
    const over: AuthorizationRow[] = await tx.db
      .from('equipment_authorizations')
      .where('decision', 'grant')
      .whereNull('ended_at')
      .where('until', '<=', tx.now)
    for (const { equipment_code: equipmentCode } of over)
      await endAuthorization(tx, { equipmentCode, cause: 'time_over', by: systemActor('personnel') })
  })
}

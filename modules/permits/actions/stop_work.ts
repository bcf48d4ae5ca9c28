import type { Reason } from '#app/kernel/reason'
import type { Tx } from '#app/kernel/transaction'
import { performCommand } from '#modules/permits/actions/perform_command'
import { systemCaller } from '#modules/permits/caller'
import { overlappingAreas } from '#modules/permits/queries/find_blocks'

export interface Stop {
  areaCode: string
  reason: Reason
  alarmId: string | null
  /** Only the permits that this person guards. */
  guardianId?: string
}

/** Stops all work that shares ground with the area. Work that has stopped already stays as it is. */
export async function stopWork(tx: Tx, stop: Stop): Promise<number> {
  const query = tx.db.from('permits').where('state', 'started').whereIn('area_code', await overlappingAreas(stop.areaCode))
  if (stop.guardianId) query.where('guardian_id', stop.guardianId)
  const running: { id: string }[] = await query.orderBy('id').select('id')
  for (const { id } of running)
    await performCommand({
      permitId: id,
      command: 'suspend',
      caller: systemCaller,
      cause: { reason: stop.reason, alarmId: stop.alarmId, guardianLeft: stop.guardianId !== undefined },
    })
  return running.length
}

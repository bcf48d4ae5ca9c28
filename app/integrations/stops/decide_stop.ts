import type { Actor } from '#app/audit/index'
import { signContent } from '#app/identity/index'
import { reason, type Reason } from '#app/kernel/reason'
import { err, type Result } from '#app/kernel/result'
import { transact } from '#app/kernel/transaction'
import { moveStop } from '#app/integrations/stops/move_stop'
import { readyToLeave, signedContent } from '#app/integrations/stops/request_stop'
import type { StopRow } from '#app/integrations/stops/rows'

export interface DecideInput {
  stopId: string
  command: 'confirm' | 'withdraw'
  by: Actor
  permissions: ReadonlySet<string>
}

/** The second person confirms (their PIN was checked before), or the request is taken back. */
export function decideStop({ stopId, command, by, permissions }: DecideInput): Promise<Result<StopRow, Reason[]>> {
  return transact(async (tx) => {
    const stop: StopRow | null = await tx.db.from('stop_commands').where('id', stopId).first()
    if (!stop) return err([reason('integrations.no_such_stop')])
    if (command === 'withdraw') return moveStop(tx, { stop, command, by, permissions })
    if (stop.next_at !== null && Number(stop.next_at) <= tx.now) return err([reason('integrations.request_too_old')])
    const changes = { confirmed_by: by.id, confirmed_by_name: by.name, confirmed_at: tx.now, ...(await readyToLeave(tx)) }
    const moved = await moveStop(tx, { stop, command, by, permissions, changes })
    if (moved.ok)
      await signContent(tx, { accountId: by.id!, deviceId: null, meaning: 'integrations.stop_confirmed', subject: { type: 'stop', id: stop.id }, content: signedContent(stop) })
    return moved
  })
}

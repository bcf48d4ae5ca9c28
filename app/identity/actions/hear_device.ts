import { transact } from '#app/kernel/transaction'

/** A screen says that it is there, what its clock shows, and how much it still has to hand over. */
export function hearDevice(deviceId: string, said: { at: number; unsent: number }): Promise<{ clockAheadMs: number }> {
  return transact(async (tx) => {
    const clockAheadMs = Math.round(said.at - tx.now)
    await tx.db.from('devices').where('id', deviceId).update({ last_seen_at: tx.now, clock_ahead_ms: clockAheadMs, unsent: said.unsent })
    return { clockAheadMs }
  })
}

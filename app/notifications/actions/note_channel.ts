import type { Tx } from '#app/kernel/transaction'
import { ChannelFailed, ChannelRecovered } from '#app/notifications/events'

const FAILURES_UNTIL_ALARM = 3

/** How a try went; the third failure in a row raises an alarm of its own, the next success takes it back (T08). */
export async function noteChannel(tx: Tx, channel: string, error: string | null): Promise<void> {
  const former = await tx.db.from('notice_channels').where('name', channel).first()
  const before = Number(former?.failures ?? 0)
  const failures = error === null ? 0 : before + 1
  const stamp = error === null ? { sent_at: tx.now, error: null } : { failed_at: tx.now, error: error.slice(0, 250) }
  await tx.db.knexQuery().insert({ name: channel, failures, ...stamp }).into('notice_channels').onConflict('name').merge()
  if (error !== null && failures === FAILURES_UNTIL_ALARM) await tx.emit(ChannelFailed, { channel, error, at: tx.now })
  if (error === null && before >= FAILURES_UNTIL_ALARM) await tx.emit(ChannelRecovered, { channel, at: tx.now })
}

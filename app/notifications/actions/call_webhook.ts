import { newId } from '#app/kernel/ids'
import type { Tx } from '#app/kernel/transaction'
import { laneOf } from '#app/notifications/channels/hooks'

export interface WebhookCall {
  /** Code of a configured hook: never an address. */
  hook: string
  /** What the other side is told, as `rule.fired`, and the data that goes with it. */
  type: string
  data: object
  /** The same in a sentence, for people who look up what was sent. */
  message: { key: string; params: Record<string, string | number> }
  priority: 1 | 2 | 3 | 4
  /** The same cause calls the same hook once. */
  cause: string
}

/** Writes a signed call to another system, in the caller's transaction; it goes out by the webhook channel. False: there is no such hook. */
export async function callWebhook(tx: Tx, { hook, type, data, message, priority, cause }: WebhookCall): Promise<boolean> {
  if (!(await tx.db.from('webhooks').where('code', hook).first())) return false
  const noticeId = newId()
  await tx.db.table('notices').insert({
    id: noticeId,
    message_key: message.key,
    message_params: JSON.stringify(message.params),
    priority,
    link: null,
    cause,
    created_at: tx.now,
  })
  await tx.db
    .knexQuery()
    .insert({
      id: newId(),
      notice_id: noticeId,
      account_id: null,
      channel: 'webhook',
      address: laneOf(hook),
      status: 'waiting',
      attempts: 0,
      next_attempt_at: tx.now,
      payload: JSON.stringify({ type, data }),
      dedupe: `${cause}:${type}:${laneOf(hook)}`,
    })
    .into('notice_deliveries')
    .onConflict('dedupe')
    .ignore()
  return true
}

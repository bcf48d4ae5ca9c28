import type { Tx } from '#app/kernel/transaction'
import { resolveRecipients } from '#app/notifications/queries/resolve_recipients'
import { newId } from '#app/kernel/ids'

/** What somebody is told. The text is a message key with parameters, put into each reader's own language on the way out. */
export interface Notice {
  to: {
    /** Account ids. */
    accounts?: string[]
    /** Holders of a role; with `area`, those who hold it there, in what it lies in, or everywhere. */
    roles?: { role: string; area?: string | null }[]
    /** Members of a team on duty at this moment. */
    team?: string
  }
  message: { key: string; params?: Record<string, string | number> }
  priority: 1 | 2 | 3 | 4
  /** Path of the page that shows more, `/permits/…`. */
  link?: string
  /** What brought it about, `alarm:<id>`: the same cause tells the same person the same thing once. */
  cause: string
}

/** Writes the notice and one delivery for each recipient and channel, in the caller's transaction; sending comes after. */
export async function notify(tx: Tx, notice: Notice): Promise<{ noticeId: string; recipients: number }> {
  const recipients = await resolveRecipients(tx, notice.to)
  const noticeId = newId()
  await tx.db.table('notices').insert({
    id: noticeId,
    message_key: notice.message.key,
    message_params: JSON.stringify(notice.message.params ?? {}),
    priority: notice.priority,
    link: notice.link ?? null,
    cause: notice.cause,
    created_at: tx.now,
  })
  const deliveries = recipients.flatMap((recipient) => [
    { channel: 'in_app', address: recipient.code, account_id: recipient.id, status: 'sent', sent_at: tx.now },
    ...(recipient.email
      ? [{ channel: 'email', address: recipient.email, account_id: recipient.id, status: 'waiting', sent_at: null }]
      : []),
  ])
  for (const delivery of deliveries) {
    const dedupe = `${notice.cause}:${notice.message.key}:${delivery.account_id}:${delivery.channel}`
    await tx.db
      .knexQuery()
      .insert({ id: newId(), notice_id: noticeId, dedupe, attempts: 0, next_attempt_at: tx.now, ...delivery })
      .into('notice_deliveries')
      .onConflict('dedupe')
      .ignore()
  }
  return { noticeId, recipients: recipients.length }
}

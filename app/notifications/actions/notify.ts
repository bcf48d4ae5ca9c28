import { settingValue } from '#app/kernel/settings'
import type { Tx } from '#app/kernel/transaction'
import type { ChannelName } from '#app/notifications/channels/channel'
import { isConfigured } from '#app/notifications/channels/configured'
import { planDeliveries } from '#app/notifications/plan_deliveries'
import { resolveRecipients } from '#app/notifications/queries/resolve_recipients'
import { channelsByPriority } from '#app/notifications/settings'
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
  /** A page of each recipient's own instead, by account id, in what goes outside. */
  linkFor?: (accountId: string) => string
  /** These ways beside the inbox, whether or not they are set up here; left out: the plant's by priority. */
  channels?: ChannelName[]
  /** What brought it about, `alarm:<id>`: the same cause tells the same person the same thing once. */
  cause: string
  /** The same cause tells the same message once more: which time it is. */
  again?: string
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
  const ways = await waysOf(tx, notice)
  const said = notice.again ? `${notice.message.key}:${notice.again}` : notice.message.key
  for (const { accountId, mentions, status, ...delivery } of planDeliveries(recipients, ways)) {
    const dedupe = `${notice.cause}:${said}:${accountId ?? 'group'}:${delivery.channel}`
    await tx.db
      .knexQuery()
      .insert({
        ...delivery,
        id: newId(),
        notice_id: noticeId,
        account_id: accountId,
        status,
        sent_at: status === 'sent' ? tx.now : null,
        // In the inbox one is signed in already: there the notice's own page is the better one.
        link: accountId && delivery.channel !== 'in_app' ? (notice.linkFor?.(accountId) ?? null) : null,
        mentions: JSON.stringify(mentions),
        dedupe,
        attempts: 0,
        next_attempt_at: tx.now,
      })
      .into('notice_deliveries')
      .onConflict('dedupe')
      .ignore()
  }
  return { noticeId, recipients: recipients.length }
}

async function waysOf(tx: Tx, { channels, priority }: Notice): Promise<{ channels: ChannelName[]; wished: boolean }> {
  if (channels) return { channels, wished: true }
  const usual = (await settingValue(channelsByPriority, tx.db))[String(priority)] ?? []
  // E-mail always: a plant without a mail server must see that.
  return { channels: usual.filter((name) => name === 'email' || isConfigured(name)), wished: false }
}

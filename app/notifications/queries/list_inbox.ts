import db from '@adonisjs/lucid/services/db'

export interface InboxItem {
  id: string
  message_key: string
  message_params: Record<string, string | number>
  priority: 1 | 2 | 3 | 4
  link: string | null
  created_at: number
  read_at: number | null
}

/** A person's newest notices, unread first. `before` pages on. */
export async function listInbox(accountId: string, limit: number, before: number | null): Promise<InboxItem[]> {
  const query = db
    .from('notice_deliveries')
    .join('notices', 'notices.id', 'notice_deliveries.notice_id')
    .where('account_id', accountId)
    .where('channel', 'in_app')
    .orderBy('created_at', 'desc')
    .limit(limit)
    .select('notice_deliveries.id', 'message_key', 'message_params', 'priority', db.raw('COALESCE(notice_deliveries.link, notices.link) AS link'), 'created_at', 'read_at')
  if (before !== null) query.where('created_at', '<', before)
  return (await query).map((row) => ({ ...row, message_params: JSON.parse(row.message_params) }))
}

/** How each delivery of one cause went: who was told, how, when, and what failed. */
export async function listDeliveries(cause: string): Promise<object[]> {
  return db
    .from('notice_deliveries')
    .join('notices', 'notices.id', 'notice_deliveries.notice_id')
    .leftJoin('accounts', 'accounts.id', 'notice_deliveries.account_id')
    .where('cause', cause)
    .orderBy('notices.created_at')
    .limit(500)
    .select('accounts.name', 'channel', 'address', 'status', 'attempts', 'sent_at', 'notice_deliveries.read_at', 'error', 'message_key')
}

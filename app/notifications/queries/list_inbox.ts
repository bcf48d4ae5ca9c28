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
    .select('notice_deliveries.id', 'message_key', 'message_params', 'priority', 'notices.link', 'created_at', 'read_at')
  if (before !== null) query.where('created_at', '<', before)
  return (await query).map((row) => ({ ...row, message_params: JSON.parse(row.message_params) }))
}

export interface DeliveryEntry {
  /** Null: to a group. */
  name: string | null
  name_en: string | null
  channel: string
  address: string
  status: 'waiting' | 'sent' | 'failed' | 'no_address'
  attempts: number
  created_at: number
  sent_at: number | null
  read_at: number | null
  error: string | null
  provider_id: string | null
  message_key: string
}

/** How each delivery of these causes went: who was told, how, when, and what failed. */
export async function listDeliveries(causes: string[]): Promise<DeliveryEntry[]> {
  const fields = ['channel', 'address', 'status', 'attempts', 'created_at', 'sent_at', 'read_at', 'error', 'provider_id']
  return db
    .from('notice_deliveries')
    .join('notices', 'notices.id', 'notice_deliveries.notice_id')
    .leftJoin('accounts', 'accounts.id', 'notice_deliveries.account_id')
    .whereIn('cause', causes)
    .orderBy('notices.created_at')
    .orderBy('notice_deliveries.id')
    .limit(1_000)
    .select('accounts.name', 'accounts.name_en', 'message_key', ...fields.map((field) => (field === 'created_at' ? 'notices.created_at' : `notice_deliveries.${field}`)))
}

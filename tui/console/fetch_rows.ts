import type { ApiClient, Reply } from '#tui/lib/api_client'
import type { AuditRow, Inbox, NoticeRow, Source, TaskRow, View } from '#tui/console/view'

type Fetching = NonNullable<View['fetches']>

async function fetchInbox(api: ApiClient): Promise<Reply<Inbox>> {
  const [tasks, notices] = await Promise.all([
    api.get<TaskRow[]>('/api/v1/mine'),
    api.get<NoticeRow[]>('/api/v1/inbox?limit=200'),
  ])
  if (!tasks.ok) return tasks
  return notices.ok ? { ok: true, value: { tasks: tasks.value, notices: notices.value } } : notices
}

/** Rows of the views that the board does not carry, as a piece of the source of all views. */
export async function fetchRows(
  api: ApiClient,
  kind: Fetching
): Promise<Reply<Pick<Source, 'audit'> | Pick<Source, 'inbox'>>> {
  if (kind === 'inbox') {
    const reply = await fetchInbox(api)
    return reply.ok ? { ok: true, value: { inbox: reply.value } } : reply
  }
  const reply = await api.get<AuditRow[]>('/api/v1/audit?limit=200')
  return reply.ok ? { ok: true, value: { audit: reply.value } } : reply
}

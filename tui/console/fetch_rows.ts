import type { LoadReply, PointReply, RuleReply, SourceReply } from '#tui/console/replies'
import type { AuditRow, Fetching, Inbox, NoticeRow, Source, TaskRow } from '#tui/console/view'
import type { ApiClient, Reply } from '#tui/lib/api_client'

async function fetchInbox(api: ApiClient): Promise<Reply<Inbox>> {
  const [tasks, notices] = await Promise.all([
    api.get<TaskRow[]>('/api/v1/mine'),
    api.get<NoticeRow[]>('/api/v1/inbox?limit=200'),
  ])
  if (!tasks.ok) return tasks
  return notices.ok ? { ok: true, value: { tasks: tasks.value, notices: notices.value } } : notices
}

const PAGE = 2_000

/** All points: the board carries only those that are nearest to trouble. Their codes are the cursor. */
async function fetchPoints(api: ApiClient): Promise<Reply<PointReply[]>> {
  const points: PointReply[] = []
  for (;;) {
    const cursor = points.at(-1)?.code
    const query = new URLSearchParams({ limit: String(PAGE), ...(cursor ? { cursor } : {}) })
    const page = await api.get<PointReply[]>(`/api/v1/points?${query}`)
    if (!page.ok) return page
    points.push(...page.value)
    if (page.value.length < PAGE) return { ok: true, value: points }
  }
}

const FETCHES: { [Kind in Fetching]: (api: ApiClient) => Promise<Reply<NonNullable<Source[Kind]>>> } = {
  audit: (api) => api.get<AuditRow[]>('/api/v1/audit?limit=200'),
  inbox: fetchInbox,
  rules: (api) => api.get<RuleReply[]>('/api/v1/rules'),
  points: fetchPoints,
  load: (api) => api.get<LoadReply>('/api/v1/alarms/kpis'),
  sources: (api) => api.get<SourceReply[]>('/api/v1/sources'),
}

/** Rows of the views that the board does not carry, as a piece of the source of all views. */
export async function fetchRows(api: ApiClient, kind: Fetching): Promise<Reply<Partial<Source>>> {
  const reply: Reply<unknown> = await FETCHES[kind](api)
  return reply.ok ? { ok: true, value: { [kind]: reply.value } } : reply
}

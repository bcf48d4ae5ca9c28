import type { BoardSnapshot } from '#app/board/snapshot'
import type { ApiClient, Reply } from '#tui/lib/api_client'
import { fetchRows } from '#tui/console/fetch_rows'
import type { Source, View } from '#tui/console/view'

/** What `--json` prints for one view: the same data that the view shows, asked for once. */
export async function readView(api: ApiClient, view: View): Promise<Reply<unknown>> {
  const empty: Source = { board: null, audit: null, inbox: null }
  if (view.fetches) {
    const reply = await fetchRows(api, view.fetches)
    return reply.ok ? { ok: true, value: view.data({ ...empty, ...reply.value }) } : reply
  }
  const reply = await api.get<BoardSnapshot>('/api/v1/board')
  return reply.ok ? { ok: true, value: view.data({ ...empty, board: reply.value }) } : reply
}

import type { ApiClient, Reply } from '#tui/lib/api_client'
import type { BoardSnapshot } from '#app/board/snapshot'
import { FETCH_PATHS, type Source, type View } from '#tui/console/view'

/** What `--json` prints for one view: the same data that the view shows, asked for once. */
export async function readView(api: ApiClient, view: View): Promise<Reply<unknown>> {
  const empty: Source = { board: null, audit: null, inbox: null }
  if (view.fetches) {
    const reply = await api.get<never[]>(FETCH_PATHS[view.fetches])
    return reply.ok ? { ok: true, value: view.data({ ...empty, [view.fetches]: reply.value }) } : reply
  }
  const reply = await api.get<BoardSnapshot>('/api/v1/board')
  return reply.ok ? { ok: true, value: view.data({ ...empty, board: reply.value }) } : reply
}

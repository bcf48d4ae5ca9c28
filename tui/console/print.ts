import type { BoardSnapshot } from '#app/board/snapshot'
import { fetchCloser } from '#tui/console/close_up'
import { fetchRows } from '#tui/console/fetch_rows'
import { fetchTrend } from '#tui/console/fetch_trend'
import { TREND_SPANS_MS, USUAL_SPAN } from '#tui/console/trend_spans'
import { readSource } from '#tui/console/use_source'
import type { Source, View } from '#tui/console/view'
import type { ApiClient, Reply } from '#tui/lib/api_client'

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

/** What `--of CODE` prints of one row: what the view shows when it is opened. Null: the view has no such rows. */
export async function readOne(api: ApiClient, view: View, code: string): Promise<Reply<unknown> | null> {
  switch (view.id) {
    case 'rules': {
      const reply = await fetchCloser(api, { kind: 'rule', code })
      return reply.ok && reply.value.kind === 'rule' ? { ok: true, value: { ...reply.value.file, firings: reply.value.firings } } : reply
    }
    case 'trend': {
      const now = await api.get<BoardSnapshot>('/api/v1/board')
      return now.ok ? fetchTrend(api, code, now.value.at - TREND_SPANS_MS[USUAL_SPAN]!, now.value.at) : now
    }
    case 'sources': {
      const { file, probe, fault } = await readSource(api, code)
      // A source that can't be read now still has its points: the fault stands beside them.
      return file ? { ok: true, value: { ...file, registers: probe?.registers ?? null, error: probe?.error ?? fault } } : { ok: false, fault: fault! }
    }
    default:
      return null
  }
}

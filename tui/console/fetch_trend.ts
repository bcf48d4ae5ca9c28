import type { TrendReply } from '#tui/console/replies'
import type { ApiClient, Reply } from '#tui/lib/api_client'
import type { TrendSample } from '#tui/lib/trend'

/** Pieces of the time: for each of them two dots of the widest chart. */
const WIDTH = 300

/** `GET /api/v1/points/{code}/trend`. */
export async function fetchTrend(api: ApiClient, pointCode: string, from: number, to: number): Promise<Reply<TrendReply>> {
  const query = new URLSearchParams({ from: String(Math.round(from)), to: String(Math.round(to)), width: String(WIDTH) })
  const reply = await api.get<TrendReply>(`/api/v1/points/${encodeURIComponent(pointCode)}/trend?${query}`)
  return reply.ok && !Array.isArray(reply.value?.buckets) ? { ok: false, fault: { kind: 'unreadable', status: 200 } } : reply
}

/** Samples with a break in every gap. */
export function samplesOf({ buckets, gaps }: Pick<TrendReply, 'buckets' | 'gaps'>): TrendSample[] {
  const breaks = gaps.map(([, end]) => ({ ts: end - 1, value: null }))
  const known = buckets.map(({ ts, avg }) => ({ ts, value: avg }))
  return [...known, ...breaks].sort((one, other) => one.ts - other.ts)
}

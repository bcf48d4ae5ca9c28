import type { ApiClient } from '#tui/lib/api_client'
import type { TrendSample } from '#tui/lib/trend'

/** `GET /api/v1/points/{code}/trend`: as many values as cells, and where nothing was known. */
interface PointTrend {
  buckets: { ts: number; avg: number | null }[]
  gaps: [from: number, to: number][]
}

const WIDTH = 160

/** Samples with a break in every gap; null when the server did not say. */
export async function fetchTrend(api: ApiClient, pointCode: string, from: number, to: number): Promise<TrendSample[] | null> {
  const query = new URLSearchParams({ from: String(Math.round(from)), to: String(Math.round(to)), width: String(WIDTH) })
  const reply = await api.get<PointTrend>(`/api/v1/points/${encodeURIComponent(pointCode)}/trend?${query}`)
  if (!reply.ok || !Array.isArray(reply.value?.buckets)) return null
  const breaks = reply.value.gaps.map(([, end]) => ({ ts: end - 1, value: null }))
  const known = reply.value.buckets.map(({ ts, avg }) => ({ ts, value: avg }))
  return [...known, ...breaks].sort((one, other) => one.ts - other.ts)
}

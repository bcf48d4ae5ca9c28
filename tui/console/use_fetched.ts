import { useEffect, useState } from 'react'
import type { ApiClient, Fault } from '#tui/lib/api_client'
import type { TrendSample } from '#tui/lib/trend'
import { fetchRows } from '#tui/console/fetch_rows'
import type { Source, Trend, View } from '#tui/console/view'

const AGAIN_MS = 5_000
const TREND_AGAIN_MS = 10_000
/** Running down a list with the arrow key must not ask for the history of every row. */
const TREND_PAUSE_MS = 300
export const TREND_SPAN_MS = 3_600_000
/** Sixty values for an hour: about one a cell. */
const TREND_BUCKET = 'minute'

interface Fetched extends Pick<Source, 'audit' | 'inbox'> {
  fault: Fault | null
}

/** Rows of the views that the board does not carry: asked for while the view is open. */
export function useFetched(api: ApiClient, view: View, signedIn: boolean): Fetched {
  const [fetched, setFetched] = useState<Fetched>({ audit: null, inbox: null, fault: null })
  const kind = view.fetches
  useEffect(() => {
    if (!kind || !signedIn) return
    let open = true
    const ask = async () => {
      const reply = await fetchRows(api, kind)
      if (!open) return
      setFetched((before) =>
        reply.ok ? { ...before, ...reply.value, fault: null } : { ...before, fault: reply.fault }
      )
    }
    void ask()
    const timer = setInterval(() => void ask(), AGAIN_MS)
    return () => {
      open = false
      clearInterval(timer)
      setFetched((before) => ({ ...before, fault: null }))
    }
  }, [api, kind, signedIn])
  return fetched
}

/** The last hour of the chosen point. `plantNow` is asked when it is needed, so that the clock does not start a fetch. */
export function useTrend(api: ApiClient, pointCode: string | null, plantNow: () => number): Trend | null {
  const [trend, setTrend] = useState<Trend | null>(null)
  useEffect(() => {
    if (pointCode === null) return
    let open = true
    const ask = async () => {
      const to = plantNow()
      const from = to - TREND_SPAN_MS
      const query = new URLSearchParams({
        from: String(Math.round(from)),
        to: String(Math.round(to)),
        bucket: TREND_BUCKET,
      })
      const reply = await api.get<TrendSample[]>(`/api/v1/points/${encodeURIComponent(pointCode)}/readings?${query}`)
      const samples = reply.ok && Array.isArray(reply.value) ? reply.value : null
      if (open) setTrend({ pointCode, from, to, samples, failed: samples === null })
    }
    const pause = setTimeout(() => void ask(), TREND_PAUSE_MS)
    const timer = setInterval(() => void ask(), TREND_AGAIN_MS)
    return () => {
      open = false
      clearTimeout(pause)
      clearInterval(timer)
    }
  }, [api, pointCode])
  return trend?.pointCode === pointCode
    ? trend
    : pointCode === null
      ? null
      : { pointCode, from: 0, to: 0, samples: null, failed: false }
}

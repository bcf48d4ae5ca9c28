import { useEffect, useState } from 'react'
import type { ApiClient, Fault } from '#tui/lib/api_client'
import { fetchRows } from '#tui/console/fetch_rows'
import { fetchTrend, samplesOf } from '#tui/console/fetch_trend'
import type { Fetching, Source, Trend, View } from '#tui/console/view'

const AGAIN_MS = 5_000
const TREND_AGAIN_MS = 10_000
/** Running down a list with the arrow key must not ask for the history of every row. */
const TREND_PAUSE_MS = 300

interface Fetched extends Pick<Source, Fetching> {
  fault: Fault | null
}

/** Rows of the views that the board does not carry: asked for while the view is open. `turn`: something was written. */
export function useFetched(api: ApiClient, view: View, signedIn: boolean, turn: number): Fetched {
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
  }, [api, kind, signedIn, turn])
  return fetched
}

/**
 * The last while of the chosen point, or the while up to `end`. `plantNow` is asked when it is needed, so that the clock
 * does not start a fetch.
 */
export function useTrend(api: ApiClient, pointCode: string | null, spanMs: number, end: number | null, plantNow: () => number): Trend | null {
  const [trend, setTrend] = useState<(Trend & { end: number | null }) | null>(null)
  useEffect(() => {
    if (pointCode === null) return
    let open = true
    const ask = async () => {
      const to = end ?? Math.round(plantNow())
      const from = to - spanMs
      const reply = await fetchTrend(api, pointCode, from, to)
      const history = reply.ok ? reply.value : null
      if (open) setTrend({ pointCode, from, to, end, history, samples: history && samplesOf(history), failed: history === null })
    }
    const pause = setTimeout(() => void ask(), TREND_PAUSE_MS)
    const timer = setInterval(() => void ask(), Math.max(1_000, Math.min(TREND_AGAIN_MS, spanMs / 60)))
    return () => {
      open = false
      clearTimeout(pause)
      clearInterval(timer)
    }
  }, [api, pointCode, spanMs, end])
  if (pointCode === null) return null
  const asked = trend?.pointCode === pointCode && trend.to - trend.from === spanMs && trend.end === end
  return asked ? trend : { pointCode, from: 0, to: 0, samples: null, failed: false }
}

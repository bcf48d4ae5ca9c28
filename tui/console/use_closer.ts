import { useEffect, useState } from 'react'
import { AGAIN_MS, fetchCloser, keyOf, type Closer, type CloseUp } from '#tui/console/close_up'
import type { ApiClient } from '#tui/lib/api_client'

/** Running down a list with the arrow key must not ask for every row. */
const PAUSE_MS = 200

/** What the chosen row asks for, again and again while it is chosen. `turn`: something was written, so ask now. */
export function useCloser(api: ApiClient, closeUp: CloseUp | null, turn: number): Closer | null {
  const [closer, setCloser] = useState<Closer | null>(null)
  const key = closeUp && keyOf(closeUp)
  useEffect(() => {
    if (key === null) return
    const asked = JSON.parse(key) as CloseUp
    let open = true
    let timer: NodeJS.Timeout
    const ask = async () => {
      const reply = await fetchCloser(api, asked)
      if (!open) return
      // What was seen before a failure is not shown as if it were now.
      setCloser(reply.ok ? { key, seen: reply.value, fault: null } : { key, seen: null, fault: reply.fault })
      timer = setTimeout(() => void ask(), AGAIN_MS[asked.kind])
    }
    timer = setTimeout(() => void ask(), PAUSE_MS)
    return () => {
      open = false
      clearTimeout(timer)
    }
  }, [api, key, turn, api.language])
  return closer?.key === key ? closer : null
}

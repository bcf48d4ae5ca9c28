import { useEffect, useState, useSyncExternalStore } from 'react'
import type { BoardFeed } from '#tui/lib/board_feed'
import type { Link } from '#tui/lib/link'

const TICK_MS = 1_000

/** The newest board and how it came; draws again when it changes. */
export const useLink = (feed: BoardFeed): Link =>
  useSyncExternalStore(
    (changed) => feed.subscribe(changed),
    () => feed.link
  )

/** This machine's clock once a second: ages and clocks move even when nothing arrives. */
export function useMachineClock(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), TICK_MS)
    return () => clearInterval(timer)
  }, [])
  return now
}

import type { BoardSnapshot } from '#app/board/snapshot'
import type { Fault } from '#tui/lib/api_client'

export type LinkState = 'connecting' | 'live' | 'polling' | 'lost'

/** What the console knows and how it came to know it. Instants are those of this machine's clock. */
export interface Link {
  state: LinkState
  board: BoardSnapshot | null
  receivedAt: number | null
  /** Why the last try failed; null while it works. */
  fault: Fault | null
}

export const NO_LINK: Link = { state: 'connecting', board: null, receivedAt: null, fault: null }

/** The board comes each second: five missed ones, and what is on the screen is history. */
export const STALE_AFTER_MS = 5_000

export const dataAge = (link: Link, now: number): number | null =>
  link.receivedAt === null ? null : Math.max(0, now - link.receivedAt)

/** Nothing on the screen may pass for the present when it is not. */
export function isStale(link: Link, now: number): boolean {
  const age = dataAge(link, now)
  return age === null || age > STALE_AFTER_MS
}

/** A board that makes sense at all; what else a strange server sends is not shown. */
export function isBoard(value: unknown): value is BoardSnapshot {
  if (value === null || typeof value !== 'object') return false
  const board = value as Partial<BoardSnapshot>
  return (
    typeof board.at === 'number' &&
    Array.isArray(board.areas) &&
    Array.isArray(board.alarms?.items) &&
    Array.isArray(board.points?.items)
  )
}

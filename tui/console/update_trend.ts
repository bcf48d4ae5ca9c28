import { move, type Facts } from '#tui/console/moves'
import { TREND_SPANS_MS, zoomedSpan } from '#tui/console/trend_spans'
import type { ConsoleState } from '#tui/console/state'

/** So much of the width one press moves. */
const SHARE = 0.25

/** What reaches now goes along with it again; nothing reaches beyond. */
const endAt = (state: ConsoleState, end: number, now: number): ConsoleState => ({ ...state, trendEnd: end >= now ? null : Math.round(end) })

/** Nearer (-1) or farther (1): the middle stays where it is, and what follows the clock keeps on following. */
export function zoomTrend(state: ConsoleState, step: -1 | 1, now: number): ConsoleState {
  const trendSpan = zoomedSpan(state.trendSpan, step)
  if (state.view !== 'trend' || state.trendEnd === null) return { ...state, trendSpan }
  const change = TREND_SPANS_MS[trendSpan]! - TREND_SPANS_MS[state.trendSpan]!
  return endAt({ ...state, trendSpan }, state.trendEnd + change / 2, now)
}

export const panTrend = (state: ConsoleState, step: -1 | 1, now: number): ConsoleState =>
  endAt(state, (state.trendEnd ?? now) + step * SHARE * TREND_SPANS_MS[state.trendSpan]!, now)

/** Keys of an open trend; null: the key means there what it means everywhere. */
export function onTrend(state: ConsoleState, name: string, facts: Facts): ConsoleState | null {
  switch (name) {
    case 'left':
    case 'h':
      return panTrend(state, -1, facts.now)
    case 'right':
    case 'l':
      return panTrend(state, 1, facts.now)
    case 'end':
    case 'n':
      return { ...state, trendEnd: null }
    case 'up':
    case 'k':
      return move(state, -1, facts)
    case 'down':
    case 'j':
      return move(state, 1, facts)
    default:
      return null
  }
}

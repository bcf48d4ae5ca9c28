import { isStale, type Link } from '#tui/lib/link'
import type { Messages } from '#tui/lib/messages'
import { layoutOf, type Layout } from '#tui/console/layout'
import { detailLines } from '#tui/console/paint_frame'
import { chosenItem, filterItems } from '#tui/console/selection'
import type { ConsoleState } from '#tui/console/state'
import type { Item, Source, ViewContext } from '#tui/console/view'
import { VIEWS } from '#tui/console/views'
import type { Line } from '#tui/lib/line'

const NO_ZONE = 'UTC'

/** Everything outside the state: what the server said, the clock, the language and the screen. */
export interface World {
  link: Link
  source: Source
  messages: Messages
  trend: ViewContext['trend']
  trendLive?: boolean
  machineNow: number
  columns: number
  rows: number
}

export interface Picture {
  context: ViewContext
  layout: Layout
  /** Null: not known. */
  all: Item[] | null
  items: Item[]
  chosen: Item | null
  detail: Line[]
  /** The folded group that is open. */
  group: Source['group']
  openSource: Source['openSource']
}

/** The plant's clock, carried on by our own while nothing arrives: this machine's clock may be wrong. */
export const plantNow = ({ board, receivedAt }: Link, machineNow: number): number =>
  board === null || receivedAt === null ? machineNow : board.at + Math.max(0, machineNow - receivedAt)

export const contextOf = (world: World): ViewContext => ({
  t: world.messages.t,
  language: world.messages.language,
  now: plantNow(world.link, world.machineNow),
  zone: world.link.board?.plant.timeZone ?? NO_ZONE,
  stale: isStale(world.link, world.machineNow),
  trend: world.trend,
  trendLive: world.trendLive ?? true,
})

/** Null when the screen is too small. */
export function pictureOf(state: ConsoleState, world: World): Picture | null {
  const context = contextOf(world)
  const all = VIEWS[state.view].items(world.source, context)
  const items = filterItems(all ?? [], state.filters[state.view])
  const chosen = chosenItem(state.choices[state.view], items)
  // With nothing to open there is the list, which says why.
  const layout = layoutOf(world.columns, world.rows, state.mode === 'detail' && chosen !== null, VIEWS[state.view].whole)
  if (!layout) return null
  const detail = layout.detail ? detailLines(chosen, layout.detail) : []
  return { context, layout, all, items, chosen, detail, group: world.source.group, openSource: world.source.openSource }
}

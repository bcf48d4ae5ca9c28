import { contains, LIST_HEAD_ROWS, pageRows } from '#tui/console/layout'
import { back, move, scrollBy, setChoice, type Facts } from '#tui/console/moves'
import type { Press } from '#tui/console/presses'
import { choose, indexOf, offsetFor } from '#tui/console/selection'
import { openView, type ConsoleState, type Step } from '#tui/console/state'
import { zoomTrend } from '#tui/console/update_trend'
import { VIEW_IDS } from '#tui/console/view'

const WHEEL_ROWS = 3

/** A click chooses, a click on the chosen one opens it, the wheel moves what is under the pointer. */
export function onMouse(state: ConsoleState, press: Press & { kind: 'mouse' }, facts: Facts): Step {
  const { layout, items } = facts
  const { column, row } = press
  if (state.mode === 'help') return { state: back(state) }
  if (!['browse', 'detail'].includes(state.mode)) return { state }
  const wheel = press.action === 'wheel_up' ? -1 : press.action === 'wheel_down' ? 1 : 0
  if (contains(layout.detail, column, row)) {
    if (wheel !== 0 && state.view === 'trend') return { state: zoomTrend(state, wheel, facts.now) }
    if (wheel !== 0) return { state: scrollBy(state, wheel * WHEEL_ROWS, facts) }
    return { state: items.length > 0 ? { ...state, mode: 'detail' } : state }
  }
  if (wheel !== 0) return { state: move(state, wheel, facts) }
  if (contains(layout.nav, column, row)) {
    const view = VIEW_IDS[row - layout.nav.row]
    return { state: view ? openView({ ...state, notice: null }, view) : state }
  }
  if (contains(layout.list, column, row)) {
    const choice = state.choices[state.view]
    const page = pageRows(layout)
    const line = row - layout.list.row - LIST_HEAD_ROWS
    const index = offsetFor(choice.offset, indexOf(choice, items), page, items.length) + line
    if (line < 0 || index >= items.length) return { state: { ...state, mode: 'browse' } }
    const again = index === indexOf(choice, items) && state.mode === 'browse' && choice.key !== null
    return {
      state: again
        ? { ...state, mode: 'detail' }
        : { ...setChoice(state, choose(choice, index, items, page)), mode: 'browse' },
    }
  }
  return { state }
}

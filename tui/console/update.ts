import { pageRows } from '#tui/console/layout'
import { back, move, scrollBy, toggleGroup, toggleSource, type Facts } from '#tui/console/moves'
import type { Press } from '#tui/console/presses'
import { openView, withNotice, type ConsoleState, type Step } from '#tui/console/state'
import { onMouse } from '#tui/console/update_mouse'
import { onText } from '#tui/console/update_text'
import { onTrend, zoomTrend } from '#tui/console/update_trend'
import { VIEW_IDS } from '#tui/console/view'
import { keysOf } from '#tui/console/view_keys'

const isYes = (press: Press & { kind: 'key' }): boolean => press.name === 'enter' || (press.name === 'text' && press.text.toLowerCase() === 'y')

function onReset(state: ConsoleState, press: Press & { kind: 'key' }): Step {
  const yes = isYes(press)
  if (!yes) return { state: back(state) }
  return { state: { ...back(state), busy: true }, effect: { kind: 'reset', alarmId: state.subject! } }
}

function onConfirm(state: ConsoleState, press: Press & { kind: 'key' }): Step {
  if (!isYes(press) || !state.question) return { state: back(state) }
  return { state: { ...back(state), busy: true }, effect: state.question.effect }
}

function onLetter(state: ConsoleState, letter: string, facts: Facts): Step {
  const number = Number(letter)
  if (number >= 1 && number <= VIEW_IDS.length)
    return { state: openView({ ...state, notice: null }, VIEW_IDS[number - 1]!) }
  switch (letter) {
    case '?':
      return { state: { ...state, mode: 'help' } }
    case '/':
      return { state: { ...state, mode: 'filter', input: state.filters[state.view], notice: null } }
    case ':':
    case '：':
      return { state: { ...state, mode: 'command', input: '', notice: null } }
    case '+':
    case '=':
      return { state: zoomTrend(state, -1, facts.now) }
    case '-':
      return { state: zoomTrend(state, 1, facts.now) }
    case 'q':
      return { state: withNotice(state, 'quiet', facts.t('tui.notice.how_to_quit')) }
    default:
      return { state: keysOf(state.view).keys.find((one) => one.letter === letter)?.press(state, facts) ?? state }
  }
}

const STEPS: Partial<Record<string, number>> = { up: -1, down: 1, k: -1, j: 1 }

function onBrowse(state: ConsoleState, press: Press & { kind: 'key' }, facts: Facts): Step {
  // An open detail of nothing is the list.
  const inDetail = state.mode === 'detail' && facts.items.length > 0
  const page = inDetail ? (facts.layout.detail?.height ?? 1) : Math.max(1, pageRows(facts.layout))
  const go = (steps: number): Step => ({ state: inDetail ? scrollBy(state, steps, facts) : move(state, steps, facts) })
  const name = press.name === 'text' ? press.text : press.name
  const trend = inDetail && state.view === 'trend' ? onTrend(state, name, facts) : null
  if (trend) return { state: trend }
  const step = STEPS[name]
  if (step !== undefined) return go(step)
  switch (name) {
    case 'page_up':
      return go(-page)
    case 'page_down':
      return go(page)
    case 'home':
    case 'g':
      return go(-1e6)
    case 'end':
    case 'G':
      return go(1e6)
    case 'enter':
    case 'right':
    case 'l':
      return { state: facts.items.length > 0 ? { ...state, mode: 'detail' } : state }
    case 'left':
    case 'h':
      return { state: { ...state, mode: 'browse', scroll: 0 } }
    case 'tab':
      return { state: openView(state, VIEW_IDS[(VIEW_IDS.indexOf(state.view) + 1) % VIEW_IDS.length]!) }
    case 'escape':
      if (inDetail) return { state: { ...state, mode: 'browse', scroll: 0 } }
      if (state.group && state.view === 'alarms') return { state: toggleGroup(state, facts) }
      if (state.opened !== null && state.view === 'sources') return { state: toggleSource(state, facts) }
      if (state.notice) return { state: { ...state, notice: null } }
      return { state: { ...state, mode: 'browse', filters: { ...state.filters, [state.view]: '' } } }
    default:
      return press.name === 'text' ? onLetter(state, press.text, facts) : { state }
  }
}

/** One press, one step. Everything the console does on a key is decided here. */
export function update(state: ConsoleState, press: Press, facts: Facts): Step {
  if (press.kind === 'mouse') return onMouse(state, press, facts)
  switch (state.mode) {
    case 'help':
      return { state: back(state) }
    case 'filter':
    case 'command':
    case 'note':
      return onText(state, press, facts)
    case 'reset':
      return onReset(state, press)
    case 'confirm':
      return onConfirm(state, press)
    case 'browse':
    case 'detail':
      return onBrowse(state, press, facts)
  }
}

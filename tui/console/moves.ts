import type { Translate } from '#tui/lib/messages'
import { pageRows, type Layout } from '#tui/console/layout'
import { chosenItem, moveBy } from '#tui/console/selection'
import { openView, withNotice, type Choice, type ConsoleState, type Question } from '#tui/console/state'
import type { Item, ViewId } from '#tui/console/view'

/** What the screen shows while a key is pressed. */
export interface Facts {
  items: Item[]
  layout: Layout
  /** Lines of the detail, of which the last page may be the end of scrolling. */
  detailLines: number
  /** The plant's clock. */
  now: number
  t: Translate
}

export const setChoice = (state: ConsoleState, choice: Choice): ConsoleState => ({
  ...state,
  choices: { ...state.choices, [state.view]: choice },
  scroll: choice.key === state.choices[state.view].key ? state.scroll : 0,
})

export const move = (state: ConsoleState, steps: number, { items, layout }: Facts): ConsoleState =>
  setChoice(state, moveBy(state.choices[state.view], steps, items, pageRows(layout)))

export const scrollBy = (state: ConsoleState, steps: number, { detailLines, layout }: Facts): ConsoleState => {
  const last = Math.max(0, detailLines - (layout.detail?.height ?? 0))
  return { ...state, scroll: Math.max(0, Math.min(last, state.scroll + steps)) }
}

export const back = (state: ConsoleState): ConsoleState => ({ ...state, mode: 'browse', input: '', subject: null, question: null })

export function begin(state: ConsoleState, mode: 'note' | 'reset', facts: Facts): ConsoleState {
  const alarmId = chosenItem(state.choices[state.view], facts.items)?.alarmId
  if (!alarmId) return withNotice(back(state), 'quiet', facts.t('tui.notice.choose_alarm'))
  // The hand stays on this alarm, whatever comes on top while the note is typed.
  const pinned = move(state, 0, facts)
  return { ...pinned, mode, input: '', subject: alarmId, notice: null }
}

/** Opens the folded group under the hand, or closes the open one. */
export function toggleGroup(state: ConsoleState, facts: Facts): ConsoleState {
  const top = { ...state, choices: { ...state.choices, alarms: { key: null, index: 0, offset: 0 } }, scroll: 0, notice: null }
  if (state.group !== null) return { ...top, group: null }
  const group = state.view === 'alarms' ? chosenItem(state.choices.alarms, facts.items)?.group : null
  return group ? { ...top, group } : withNotice(state, 'quiet', facts.t('tui.notice.choose_group'))
}

const TOP: Choice = { key: null, index: 0, offset: 0 }
const atTop = (state: ConsoleState, view: ViewId): ConsoleState => ({ ...state, choices: { ...state.choices, [view]: TOP }, scroll: 0, notice: null })

/** Asks once more, and pins the hand to what is asked about. */
export const ask = (state: ConsoleState, question: Question, facts: Facts): ConsoleState => ({ ...move(back(state), 0, facts), mode: 'confirm', question, notice: null })

/** Opens the source under the hand, or closes the open one. */
export function toggleSource(state: ConsoleState, facts: Facts): ConsoleState {
  if (state.opened !== null) return { ...atTop(state, 'sources'), choices: { ...state.choices, sources: { key: state.opened, index: 0, offset: 0 } }, mode: 'browse', opened: null, tried: null, filters: { ...state.filters, sources: '' } }
  const source = chosenItem(state.choices.sources, facts.items)?.source
  return source ? { ...atTop(state, 'sources'), mode: 'browse', opened: source, filters: { ...state.filters, sources: '' } } : withNotice(state, 'quiet', facts.t('tui.notice.choose_source'))
}

/** The trend of a point, on the whole screen; what was looked at before is looked at no longer. */
export function openTrend(state: ConsoleState, pointCode: string): ConsoleState {
  const choices = { ...state.choices, trend: { key: pointCode, index: 0, offset: 0 } }
  return { ...openView({ ...state, notice: null, choices, filters: { ...state.filters, trend: '' } }, 'trend'), mode: 'detail', trendEnd: null }
}

/** The trend of the point under the hand. */
export function trendOfChosen(state: ConsoleState, facts: Facts): ConsoleState {
  const pointCode = chosenItem(state.choices[state.view], facts.items)?.pointCode
  return pointCode ? openTrend(state, pointCode) : withNotice(state, 'quiet', facts.t('tui.notice.choose_point'))
}

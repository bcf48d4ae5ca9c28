import type { RuleMode } from '#app/rules/definition'
import type { Language } from '#tui/lib/language'
import type { Params } from '#tui/lib/messages'
import type { Tried } from '#tui/console/open_source'
import { USUAL_SPAN } from '#tui/console/trend_spans'
import type { Trial } from '#tui/console/trial'
import { VIEW_IDS, type ViewId } from '#tui/console/view'

/**
 * `browse` moves in the list, `detail` scrolls what is beside it, `filter`, `command` and `note` take text, `reset` and
 * `confirm` ask once more before something is done, `help` covers the rest.
 */
export type Mode = 'browse' | 'detail' | 'filter' | 'command' | 'note' | 'reset' | 'confirm' | 'help'

export interface Choice {
  /** The chosen item, not its place: a new alarm on top must not move the hand to another one. */
  key: string | null
  index: number
  /** First row that is shown. */
  offset: number
}

export type NoticeTone = 'grant' | 'deny' | 'quiet'
export interface Notice {
  tone: NoticeTone
  lines: string[]
}

/** What is done when the person says yes. */
export interface Question {
  /** Key of the sentence, without `tui.confirm.` */
  prompt: string
  params: Params
  effect: Effect
}

export interface ConsoleState {
  view: ViewId
  mode: Mode
  choices: Record<ViewId, Choice>
  filters: Record<ViewId, string>
  input: string
  scroll: number
  /** How far the trend of a point looks back: its place in `TREND_SPANS_MS`. */
  trendSpan: number
  /** Where the trend view ends; null: now, and along with it. */
  trendEnd: number | null
  notice: Notice | null
  /** The alarm that a note or a reset is about: fixed when it was begun, whatever the list does meanwhile. */
  subject: string | null
  question: Question | null
  busy: boolean
  /** Areas of the folded group that the alarm list shows instead; null: the list itself. */
  group: (string | null)[] | null
  /** Source whose points the list of sources shows instead. */
  opened: string | null
  tried: Tried | null
  trial: Trial | null
}

/** What the outside has to do; the state itself only remembers. */
export type Effect =
  | { kind: 'quit' }
  | { kind: 'acknowledge'; alarmId: string; note: string }
  | { kind: 'reset'; alarmId: string }
  | { kind: 'shelve'; alarmId: string; minutes: number; reason: string }
  | { kind: 'out_of_service'; condition: string; minutes: number; reason: string }
  | { kind: 'acknowledge_all'; alarmIds: string[]; note: string | null }
  | { kind: 'unshelve'; alarmId: string }
  | { kind: 'in_service'; condition: string }
  /** A version of its own, or null: the one that the server takes for the running one. */
  | { kind: 'rule'; mode: RuleMode; rule: string; version: number | null }
  | { kind: 'backtest'; rule: string; days: number }
  | { kind: 'commission'; reading: Tried }
  | { kind: 'drill'; act: 'acknowledge' | 'end' }
  | { kind: 'language'; language: Language }
  | { kind: 'refresh' }

export interface Step {
  state: ConsoleState
  effect?: Effect
}

const each = <T>(value: () => T): Record<ViewId, T> =>
  Object.fromEntries(VIEW_IDS.map((id) => [id, value()])) as Record<ViewId, T>

/** `of`: the row that is open from the beginning; one that is not there leaves the list saying so. */
export const startState = (view: ViewId, of: string | null = null): ConsoleState => ({
  view,
  mode: of === null ? 'browse' : 'detail',
  choices: { ...each(() => ({ key: null, index: 0, offset: 0 })), [view]: { key: of, index: 0, offset: 0 } },
  filters: { ...each(() => ''), [view]: of ?? '' },
  input: '',
  scroll: 0,
  trendSpan: USUAL_SPAN,
  trendEnd: null,
  notice: null,
  subject: null,
  question: null,
  busy: false,
  group: null,
  opened: null,
  tried: null,
  trial: null,
})

export const openView = (state: ConsoleState, view: ViewId): ConsoleState => ({
  ...state,
  view,
  mode: 'browse',
  scroll: 0,
  input: '',
  subject: null,
  question: null,
})

export const withNotice = (state: ConsoleState, tone: NoticeTone, ...lines: string[]): ConsoleState => ({
  ...state,
  notice: { tone, lines },
})

/** After a write. When it was done, the hand goes back to what waits on top: the next alarm, not the one just dealt with. */
export function afterWrite(state: ConsoleState, effect: Effect, notice: Notice): ConsoleState {
  const choices =
    notice.tone === 'grant' ? { ...state.choices, alarms: { key: null, index: 0, offset: 0 } } : state.choices
  const tried = effect.kind === 'commission' && notice.tone === 'grant' ? null : state.tried
  return { ...state, choices, tried, busy: false, notice }
}

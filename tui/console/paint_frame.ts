import { fitBlock, fitLine, lineWidth, span, type Line } from '#tui/lib/line'
import { cut, cutMiddle, fit, keepEnd, widthOf } from '#tui/lib/text_width'
import type { Translate } from '#tui/lib/messages'
import type { Layout, Rect } from '#tui/console/layout'
import type { ConsoleState, Question } from '#tui/console/state'
import { keysOf } from '#tui/console/view_keys'
import { VIEW_IDS, type Item, type ViewContext, type ViewId } from '#tui/console/view'

/** Counts beside the views that want attention. */
export type Badges = Partial<Record<ViewId, number>>

export function navLines(state: ConsoleState, badges: Badges, t: Translate, rect: Rect): Line[] {
  const lines = VIEW_IDS.map((id, index): Line => {
    const badge = badges[id] ? ` ${badges[id]}` : ''
    const here = id === state.view
    // Nine views have a key; the others are opened by name, with tab or by the mouse.
    const name = fit(`${here ? '▸' : ' '}${index < 9 ? index + 1 : ' '} ${t(`tui.view.${id}`)}`, rect.width - badge.length - 1)
    return [span(name, here ? 'action' : 'quiet', here), span(`${badge} `, 'strong')]
  })
  return fitBlock(lines, rect.width, rect.height)
}

export function detailLines(item: Item | null, rect: Rect): Line[] {
  return item === null ? [] : item.detail(rect.width - 1, rect.height).map((line) => [span(' '), ...line])
}

export function detailWindow(lines: Line[], scroll: number, rect: Rect): Line[] {
  const start = Math.max(0, Math.min(scroll, lines.length - rect.height))
  const block = fitBlock(lines.slice(start), rect.width, rect.height)
  const hidden = lines.length - start - rect.height
  // The last row says that there is more, so that nobody takes the part for the whole.
  if (hidden > 0) block[rect.height - 1] = fitLine([span(` ↓ +${hidden + 1}`, 'action')], rect.width)
  return block
}

type KeyHint = [key: string, name: string]

/** Whole hints only: the last ones stay away when there is no room. */
function hints(keys: KeyHint[], t: Translate, width: number): Line {
  const line: Line = []
  for (const [key, name] of keys) {
    const hint: Line = [span(key, 'action', true), span(` ${t(`tui.key.${name}`)}  `, 'quiet')]
    if (lineWidth(line) + lineWidth(hint) - 2 > width) break
    line.push(...hint)
  }
  const last = line.pop()
  // The gap behind the last one must not count as something that was cut.
  return last ? [...line, { ...last, text: last.text.trimEnd() }] : line
}

const HELP: KeyHint = ['?', 'help']
const MOVE: KeyHint = ['↑↓', 'move']
const SCROLL: KeyHint = ['↑↓', 'scroll']
const OPEN: KeyHint = ['enter', 'open']
const BACK: KeyHint = ['esc', 'back']
const CLEAR: KeyHint = ['esc', 'clear']
const FILTER: KeyHint = ['/', 'filter']
const COMMAND: KeyHint = [':', 'command']
const VIEW_KEYS: KeyHint = ['1-9', 'views']

const TREND_HINTS: KeyHint[] = [
  ['+ -', 'zoom_short'],
  ['← →', 'pan'],
  ['n', 'now'],
  ['↑↓', 'points'],
]
const ownKeys = ({ view }: ConsoleState): KeyHint[] => keysOf(view).keys.map(({ letter, name }): KeyHint => [letter, name])

function keyLine(state: ConsoleState, t: Translate, width: number): Line {
  switch (state.mode) {
    case 'help':
      return hints([['esc', 'close']], t, width)
    case 'filter':
      return hints([['enter', 'keep'], CLEAR], t, width)
    case 'command':
      return hints([['enter', 'run'], BACK], t, width)
    case 'note':
      return hints([['enter', 'acknowledge'], BACK], t, width)
    case 'reset':
      return hints([['enter', 'reset'], BACK], t, width)
    case 'confirm':
      return hints([['enter', 'confirm'], BACK], t, width)
    case 'detail':
      return hints(state.view === 'trend' ? [...TREND_HINTS, BACK, HELP] : [SCROLL, BACK, ...ownKeys(state), HELP], t, width)
    case 'browse':
      return hints([HELP, ...ownKeys(state), MOVE, OPEN, FILTER, COMMAND, VIEW_KEYS], t, width)
  }
}

/** A long text shows its end: that is where the person types. The prompt leaves it at least half of the line. */
function typed(prompt: string, input: string, width: number): Line {
  const question = cut(prompt, Math.floor(width / 2))
  return [span(question, 'action', true), span(keepEnd(input, width - widthOf(question) - 1), 'strong'), span('▏', 'action')]
}

/** A long name gives way: what is asked must be read to its end. */
function asked({ prompt, params }: Question, t: Translate, width: number): string {
  const name = String(params.name ?? '')
  const rest = widthOf(t(`tui.confirm.${prompt}`, { ...params, name: '' }))
  return t(`tui.confirm.${prompt}`, { ...params, name: cutMiddle(name, Math.max(6, width - rest)) })
}

function inputLine(state: ConsoleState, subject: string, context: ViewContext, width: number): Line {
  const { t } = context
  switch (state.mode) {
    case 'filter':
      return typed('/', state.input, width)
    case 'command':
      return typed(':', state.input, width)
    case 'note':
      return typed(`${t('tui.prompt.note', { name: subject })} `, state.input, width)
    case 'reset':
      return [span(t('tui.prompt.reset', { name: subject }), 'action', true)]
    case 'confirm':
      return [span(state.question ? asked(state.question, t, width) : '', 'action', true)]
    default:
      if (state.busy) return [span(t('tui.notice.sending'), 'quiet')]
      return state.notice ? [span(state.notice.lines.join(' '), state.notice.tone)] : []
  }
}

export const footerLines = (state: ConsoleState, subject: string, context: ViewContext, layout: Layout): Line[] =>
  fitBlock(
    [inputLine(state, subject, context, layout.columns), keyLine(state, context.t, layout.columns)],
    layout.columns,
    layout.footer.height
  )

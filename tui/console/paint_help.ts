import { keysOf } from '#tui/console/view_keys'
import type { ViewId } from '#tui/console/view'
import { fitBlock, span, type Line } from '#tui/lib/line'
import type { Translate } from '#tui/lib/messages'
import { fit, widthOf, wrap } from '#tui/lib/text_width'

type HelpKey = [keys: string, name: string]

const EVERYWHERE: HelpKey[] = [
  ['1-9', 'views'],
  ['↑ ↓ j k', 'move'],
  ['PgUp PgDn g G', 'page'],
  ['enter l →', 'open'],
  ['esc h ←', 'back'],
  ['tab', 'next_view'],
  ['+ -', 'zoom'],
  ['/', 'filter'],
  [':', 'command'],
]
const TREND: HelpKey[] = [
  ['h ←', 'earlier'],
  ['l →', 'later'],
  ['n End', 'now'],
  ['j k', 'points'],
]
const COMMANDS = [':alarms :rules :load …', ':trend CODE', ':filter text', ':lang en | zh', ':refresh', ':q']

const KEY_CELLS = 14
const GAP = 1

/** Two keys to a line where there is room: the help of a small screen is not to be cut. */
function keyLines(keys: HelpKey[], t: Translate, width: number): Line[] {
  const names = keys.map(([, name]) => t(`tui.key.${name}`))
  const cell = KEY_CELLS + Math.max(...names.map(widthOf)) + GAP
  const columns = Math.max(1, Math.min(2, Math.floor((width - 2) / cell)))
  const rows = Math.ceil(keys.length / columns)
  return Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (_unused, column) => row + column * rows)
      .filter((at) => at < keys.length)
      .flatMap((at, column): Line => [span(`${column === 0 ? '  ' : ''}${fit(keys[at]![0], KEY_CELLS)}`, 'action'), span(fit(names[at]!, cell - KEY_CELLS))])
  )
}

/** What this view understands first, then what every view does. */
export function helpLines(view: ViewId, t: Translate, width: number, height: number): Line[] {
  const { keys, commands } = keysOf(view)
  const own: HelpKey[] = [...keys.map(({ letter, name }): HelpKey => [letter, name]), ...(view === 'trend' ? TREND : [])]
  const shapes = wrap(t('tui.help.shapes'), width - 4).map((text): Line => [span(`  ${text}`, 'quiet')])
  const said = [...new Set([...commands, ...COMMANDS])].join('   ')
  const lines: Line[] = [
    ...(own.length > 0 ? [[span(` ${t(`tui.view.${view}`)}`, 'strong', true)], ...keyLines(own, t, width)] : []),
    [span(` ${t('tui.help.title')}`, 'strong', true)],
    ...keyLines(EVERYWHERE, t, width),
    [span(` ${t('tui.help.commands')}`, 'strong', true)],
    ...wrap(said, width - 4).map((text): Line => [span(`  ${text}`, 'action')]),
    ...shapes,
  ]
  return fitBlock(lines, width, height)
}

import { fitBlock, span, type Line } from '#tui/lib/line'
import type { Translate } from '#tui/lib/messages'
import { fit, wrap } from '#tui/lib/text_width'

const HELP_KEYS: [string, string][] = [
  ['1-9', 'views'],
  ['↑ ↓ j k', 'move'],
  ['PgUp PgDn g G', 'page'],
  ['enter l →', 'open'],
  ['esc h ←', 'back'],
  ['tab', 'next_view'],
  ['+ -', 'zoom'],
  ['/', 'filter'],
  ['a', 'acknowledge'],
  ['r', 'reset'],
  ['o', 'group'],
  [':', 'command'],
]
const HELP_COMMANDS = [':alarms :points …', ':ack [note]', ':ackall [note]', ':reset', ':shelve 30m reason', ':oos 8h reason', ':group', ':filter text', ':lang en | zh', ':refresh', ':q']

export function helpLines(t: Translate, width: number, height: number): Line[] {
  const keys = HELP_KEYS.map(([key, name]): Line => [span(`  ${fit(key, 16)}`, 'action'), span(t(`tui.key.${name}`))])
  const shapes = wrap(t('tui.help.shapes'), width - 4).map((text): Line => [span(`  ${text}`, 'quiet')])
  const commands = wrap(HELP_COMMANDS.join('   '), width - 4).map((text): Line => [span(`  ${text}`, 'action')])
  const lines: Line[] = [
    [span(` ${t('tui.help.title')}`, 'strong', true)],
    ...keys,
    [span(` ${t('tui.help.commands')}`, 'strong', true)],
    ...commands,
    ...shapes,
  ]
  return fitBlock(lines, width, height)
}

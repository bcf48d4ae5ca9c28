import { parseCommand } from '#tui/console/commands'
import { askRestore } from '#tui/console/alarm_questions'
import { back, begin, openTrend, toggleGroup, type Facts } from '#tui/console/moves'
import type { Press } from '#tui/console/presses'
import { askCommission, tryReading } from '#tui/console/register_trial'
import { askBacktest, askMode } from '#tui/console/rule_questions'
import { chosenItem } from '#tui/console/selection'
import { openView, withNotice, type ConsoleState, type Step } from '#tui/console/state'

const NOTE_LIMIT = 500
const MOST_AT_ONCE = 500

function runCommand(state: ConsoleState, facts: Facts): Step {
  const { t } = facts
  const command = parseCommand(state.input, t)
  const rest = { ...back(state), notice: null }
  switch (command.kind) {
    case 'quit':
      return { state: rest, effect: { kind: 'quit' } }
    case 'help':
      return { state: { ...rest, mode: 'help' } }
    case 'refresh':
      return { state: rest, effect: { kind: 'refresh' } }
    case 'drill':
      return { state: { ...rest, busy: true }, effect: { kind: 'drill', act: command.act } }
    case 'view':
      return { state: openView(rest, command.view) }
    case 'filter':
      return { state: { ...rest, filters: { ...rest.filters, [rest.view]: command.text } } }
    case 'language':
      return { state: rest, effect: { kind: 'language', language: command.language } }
    case 'reset':
      return { state: begin(rest, 'reset', facts) }
    case 'acknowledge': {
      const begun = begin(rest, 'note', facts)
      if (begun.mode !== 'note' || command.note === null) return { state: begun }
      return {
        state: { ...back(begun), busy: true },
        effect: { kind: 'acknowledge', alarmId: begun.subject!, note: command.note },
      }
    }
    case 'shelve':
    case 'out_of_service': {
      const item = chosenItem(state.choices[state.view], facts.items)
      if (!item?.alarmId || !item.condition) return { state: withNotice(rest, 'quiet', t('tui.notice.choose_alarm')) }
      const { minutes, reason } = command
      const effect = command.kind === 'shelve' ? { kind: command.kind, alarmId: item.alarmId, minutes, reason } : { kind: command.kind, condition: item.condition, minutes, reason }
      return { state: { ...rest, busy: true }, effect }
    }
    case 'restore':
      return { state: askRestore(rest, facts) }
    case 'trend': {
      // What is not the whole code finds the first point that has it: the list shows the others.
      const { filters, ...opened } = openTrend(rest, command.code)
      return { state: { ...opened, filters: { ...filters, trend: command.code } } }
    }
    case 'rule':
      return { state: askMode(rest, command.mode, facts, command.version) }
    case 'backtest':
      return { state: askBacktest(rest, facts, command.days) }
    case 'try':
      return { state: tryReading(rest, command.changes, facts) }
    case 'commission':
      return { state: askCommission(rest, facts) }
    case 'group':
      return { state: toggleGroup(rest, facts) }
    case 'acknowledge_all': {
      const alarmIds = facts.items.filter(({ group }) => !group).flatMap(({ alarmId }) => alarmId ?? []).slice(0, MOST_AT_ONCE)
      if (rest.group === null || alarmIds.length === 0) return { state: withNotice(rest, 'quiet', t('tui.notice.open_group')) }
      return { state: { ...rest, busy: true }, effect: { kind: 'acknowledge_all', alarmIds, note: command.note } }
    }
    case 'unknown':
      return {
        state:
          command.text === ''
            ? rest
            : withNotice(rest, 'quiet', t('tui.notice.unknown_command', { command: command.text })),
      }
  }
}

function typeText(state: ConsoleState, press: Press & { kind: 'key' }): ConsoleState {
  if (press.name === 'clear') return { ...state, input: '' }
  if (press.name === 'backspace') return { ...state, input: [...state.input].slice(0, -1).join('') }
  return press.name === 'text' && state.input.length < NOTE_LIMIT
    ? { ...state, input: state.input + press.text }
    : state
}

/** While a text is being typed: a filter, a command, or the note of an acknowledgement. */
export function onText(state: ConsoleState, press: Press & { kind: 'key' }, facts: Facts): Step {
  const live = (next: ConsoleState): ConsoleState =>
    state.mode === 'filter' ? { ...next, filters: { ...next.filters, [next.view]: next.input } } : next
  if (press.name === 'escape')
    return { state: state.mode === 'filter' ? { ...live({ ...state, input: '' }), mode: 'browse' } : back(state) }
  if (press.name !== 'enter') return { state: live(typeText(state, press)) }
  if (state.mode === 'command') return runCommand(state, facts)
  if (state.mode === 'filter') return { state: back(state) }
  return {
    state: { ...back(state), busy: true },
    effect: { kind: 'acknowledge', alarmId: state.subject!, note: state.input.trim() },
  }
}

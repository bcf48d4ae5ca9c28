import { ask, type Facts } from '#tui/console/moves'
import { chosenItem } from '#tui/console/selection'
import { withNotice, type ConsoleState } from '#tui/console/state'

/** The command with its usual time is written already: what is missing is the reason. */
export function beginCommand(state: ConsoleState, command: string, facts: Facts): ConsoleState {
  if (!chosenItem(state.choices[state.view], facts.items)?.alarmId) return withNotice(state, 'quiet', facts.t('tui.notice.choose_alarm'))
  return { ...state, mode: 'command', input: command, notice: null }
}

/** A shelved alarm comes back, or a condition into service, before its time is over. */
export function askRestore(state: ConsoleState, facts: Facts): ConsoleState {
  const item = chosenItem(state.choices[state.view], facts.items)
  if (!item?.bypass) return withNotice(state, 'quiet', facts.t('tui.notice.choose_bypass'))
  const params = { name: item.subject ?? '' }
  return 'alarmId' in item.bypass
    ? ask(state, { prompt: 'unshelve', params, effect: { kind: 'unshelve', ...item.bypass } }, facts)
    : ask(state, { prompt: 'in_service', params, effect: { kind: 'in_service', ...item.bypass } }, facts)
}

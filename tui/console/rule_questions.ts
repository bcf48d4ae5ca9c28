import type { RuleMode } from '#app/rules/definition'
import { ask, type Facts } from '#tui/console/moves'
import { chosenItem } from '#tui/console/selection'
import { withNotice, type ConsoleState } from '#tui/console/state'

export const USUAL_DAYS = 30

/** Nothing is done to a rule without being asked once more. */
export function askMode(state: ConsoleState, mode: RuleMode, facts: Facts, version: number | null = null): ConsoleState {
  const rule = chosenItem(state.choices.rules, facts.items)?.rule
  if (state.view !== 'rules' || !rule) return withNotice(state, 'quiet', facts.t('tui.notice.choose_rule'))
  const name = version === null ? rule.name : `${rule.name} ${facts.t('rules.screen.version', { number: version })}`
  return ask(state, { prompt: mode, params: { name }, effect: { kind: 'rule', mode, rule: rule.code, version } }, facts)
}

export function askBacktest(state: ConsoleState, facts: Facts, days = USUAL_DAYS): ConsoleState {
  const rule = chosenItem(state.choices.rules, facts.items)?.rule
  if (state.view !== 'rules' || !rule) return withNotice(state, 'quiet', facts.t('tui.notice.choose_rule'))
  return ask(state, { prompt: 'backtest', params: { name: rule.name, days }, effect: { kind: 'backtest', rule: rule.code, days } }, facts)
}

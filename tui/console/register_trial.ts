import { ask, type Facts } from '#tui/console/moves'
import type { RegisterChanges } from '#tui/console/register_changes'
import { chosenItem } from '#tui/console/selection'
import { withNotice, type ConsoleState } from '#tui/console/state'

/** Reads the chosen register otherwise, on this screen only: nothing is written yet. */
export function tryReading(state: ConsoleState, changes: RegisterChanges, facts: Facts): ConsoleState {
  const register = chosenItem(state.choices.sources, facts.items)?.register
  if (state.view !== 'sources' || !register) return withNotice(state, 'quiet', facts.t('tui.notice.choose_register'))
  if (Object.keys(changes).length === 0) return { ...state, tried: null }
  const { point, type, word_order, scale, offset, min, max } = register
  const before = state.tried?.point === point ? state.tried : { point, type, word_order, scale, offset, min, max }
  return { ...state, tried: { ...before, ...changes } }
}

/** The reading as it was tried, or as it is set, becomes the point's own; the server looks whether it is plausible. */
export function askCommission(state: ConsoleState, facts: Facts): ConsoleState {
  const register = chosenItem(state.choices.sources, facts.items)?.register
  if (state.view !== 'sources' || !register) return withNotice(state, 'quiet', facts.t('tui.notice.choose_register'))
  const { point, type, word_order, scale, offset, min, max } = register
  const reading = state.tried?.point === point ? state.tried : { point, type, word_order, scale, offset, min, max }
  const params = { name: register.name, order: reading.word_order, type: reading.type, scale: reading.scale, offset: reading.offset, min: reading.min, max: reading.max }
  return ask(state, { prompt: 'commission', params, effect: { kind: 'commission', reading } }, facts)
}

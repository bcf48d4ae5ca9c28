import { clock } from '#app/kernel/clock'
import { elapse, evaluate, perMinute, stepsOn, type Given, type Look, type Step } from '#app/rules/index'
import type { PointCondition, PointState } from '#modules/telemetry/engine/point_table'
import type { ConditionConfig, Transition } from '#modules/telemetry/engine/port'

export interface EvaluationEffects {
  /** Whether the condition's alarm makes no sense now. */
  isSuppressed(condition: ConditionConfig): boolean
  /** Switches an output on, at once. */
  switchOn(output: string, cause: string): void
  tell(transition: Transition): void
  remember(condition: ConditionConfig, state: PointCondition['state']): void
}

/** One sample through all conditions of its point, `at` by the steady clock. Outputs go first: nothing stands between gas and siren. */
export function evaluatePoint(point: PointState, value: number, good: boolean, sampleTs: number, at: number, effects: EvaluationEffects): void {
  if (point.known !== null) point.known = good ? { value, at, good } : { ...point.known, good }
  for (const condition of point.plain) {
    const { config, state } = condition
    const rate = config.measure === 'rate' ? perMinute(point.rateWindow, config.rateWindowMs) : null
    const measured = config.measure === 'rate' ? rate : value
    const moment = { at, suppressed: effects.isSuppressed(config) }
    const step = evaluate(config, state, measured ?? Number.NaN, good && measured !== null, moment)
    follow(point, condition, step, measured ?? value, sampleTs, effects)
  }
  if (point.known === null) return
  for (const condition of point.timed) evaluateWithTime(point, condition, { own: true, value, good }, { sampleTs, at }, effects)
  for (const watcher of point.watchers) evaluateWithTime(watcher.point, watcher.condition, { own: false, value, good }, { sampleTs, at }, effects)
}

/** What time has brought about comes first, hours are kept to, and other points are looked at. */
function evaluateWithTime(point: PointState, condition: PointCondition, given: Given, { sampleTs, at }: { sampleTs: number; at: number }, effects: EvaluationEffects): void {
  const { config, inputs, calendar } = condition
  const measured = config.measure === 'rate' ? perMinute(point.rateWindow, config.rateWindowMs) : given.value
  const moment = { at, suppressed: effects.isSuppressed(config), shut: calendar !== null && !calendar.isOpen(sampleTs) }
  const look: Look = (input) => knownOf(inputs?.[input], at)
  const steps = stepsOn(config, condition.state, { ...given, value: measured ?? Number.NaN, good: given.good && measured !== null }, look, moment)
  const shown = config.measure !== 'rate' && given.own && given.good ? given.value : shownOf(point, config)
  for (const step of steps) follow(point, condition, step, shown, sampleTs, effects)
}

/** The value of a point whose last sample was good and is not too old by now; null: it is not known. */
const knownOf = (point: PointState | undefined, at: number): number | null =>
  point?.known?.good && at - point.known.at <= point.config.staleAfterMs ? point.known.value : null

/** The figure that is told where no sample of the point itself raised it: its last good one. */
function shownOf({ rateWindow, known, value }: PointState, { measure, rateWindowMs, limit }: ConditionConfig): number {
  if (measure === 'rate') return perMinute(rateWindow, rateWindowMs) ?? limit
  return known === null || Number.isNaN(known.value) ? (value ?? limit) : known.value
}

/** Time has passed: delays end, and suppressions with them (T01). Only what waits for something is looked at. */
export function elapsePoint(point: PointState, at: number, effects: EvaluationEffects): void {
  for (const condition of point.conditions) {
    const { config, state } = condition
    if (state.count === 0 && !state.active) continue
    if (state.active && state.since === undefined && !config.suppressWhen && !config.outOfServiceUntil) continue
    const now = clock.now()
    const shut = condition.calendar !== null && !condition.calendar.isOpen(now)
    const step = elapse(state, config, { at, suppressed: effects.isSuppressed(config), shut }, isGood(point))
    follow(point, condition, step, shownOf(point, config), point.lastGoodTs ?? now, effects)
  }
}

/** A value whose check is due counts as before: it may be wrong, and it may be gas. */
const isGood = ({ quality, config }: PointState): boolean => quality === 'good' || (quality === 'uncertain' && config.checkDue === true)

function follow(point: PointState, condition: PointCondition, step: Step, value: number, sampleTs: number, effects: EvaluationEffects): void {
  const { config } = condition
  if (step.change === 'raised') for (const output of config.outputs) effects.switchOn(output, `condition:${config.code}`)
  if (step.change) {
    const kind = step.change === 'raised' ? 'alarm_raised' : 'alarm_cleared'
    effects.tell({ kind, condition: config.code, point: point.config.code, value, sampleTs, at: clock.now() })
  }
  if (step.state === condition.state) return
  condition.state = step.state
  effects.remember(config, step.state)
}

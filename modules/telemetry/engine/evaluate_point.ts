import { clock } from '#app/kernel/clock'
import { elapse, evaluate, perMinute, type Step } from '#app/rules/index'
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
  for (const condition of point.conditions) {
    const { config, state } = condition
    const rate = config.measure === 'rate' ? perMinute(point.rateWindow, config.rateWindowMs) : null
    const measured = config.measure === 'rate' ? rate : value
    const moment = { at, suppressed: effects.isSuppressed(config) }
    const step = evaluate(config, state, measured ?? Number.NaN, good && measured !== null, moment)
    follow(point, condition, step, measured ?? value, sampleTs, effects)
  }
}

/** Time has passed: delays end, and suppressions with them (T01). Only what waits for something is looked at. */
export function elapsePoint(point: PointState, at: number, effects: EvaluationEffects): void {
  for (const condition of point.conditions) {
    const { config, state } = condition
    if (state.count === 0 && !state.active) continue
    if (state.active && state.since === undefined && !config.suppressWhen && !config.outOfServiceUntil) continue
    const step = elapse(state, config, { at, suppressed: effects.isSuppressed(config) }, isGood(point))
    const measured = config.measure === 'rate' ? perMinute(point.rateWindow, config.rateWindowMs) : point.value
    follow(point, condition, step, measured ?? config.limit, point.lastGoodTs ?? clock.now(), effects)
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

import { clock } from '#app/kernel/clock'
import { evaluate } from '#app/rules/index'
import type { PointState } from '#modules/telemetry/engine/point_table'
import type { ConditionConfig, Transition } from '#modules/telemetry/engine/port'

export interface EvaluationEffects {
  /** Switches an output on, at once. */
  switchOn(output: string, cause: string): void
  tell(transition: Transition): void
  remember(condition: ConditionConfig, state: { count: number; active: boolean }): void
}

/** One sample through all conditions of its point. Outputs go first: nothing stands between gas and siren. */
export function evaluatePoint(point: PointState, value: number, good: boolean, sampleTs: number, effects: EvaluationEffects): void {
  for (const condition of point.conditions) {
    const step = evaluate(condition.config, condition.state, value, good)
    if (step.change === 'raised')
      for (const output of condition.config.outputs) effects.switchOn(output, `condition:${condition.config.code}`)
    if (step.change) {
      const kind = step.change === 'raised' ? 'alarm_raised' : 'alarm_cleared'
      effects.tell({ kind, condition: condition.config.code, point: point.config.code, value, sampleTs, at: clock.now() })
    }
    if (step.state !== condition.state) {
      condition.state = step.state
      effects.remember(condition.config, step.state)
    }
  }
}

import { evaluate, initialState, type ConditionState, type Moment } from '#app/rules/index'
import type { PointState } from '#modules/telemetry/engine/point_table'
import type { ConditionConfig } from '#modules/telemetry/engine/port'

/** Invented readings through the real conditions, with states of their own: the plant's never hear of them. */
export class DrillShadow {
  #states = new Map<string, ConditionState>()

  /** The conditions that have come to hold with this reading. */
  take(point: PointState, value: number, momentOf: (condition: ConditionConfig) => Moment): ConditionConfig[] {
    return point.conditions.flatMap(({ config }) => {
      // One invented value says nothing of how fast it changed, or of the other points of a rule.
      if (config.measure === 'rate' || config.formula) return []
      const step = evaluate(config, this.#states.get(config.code) ?? initialState, value, true, momentOf(config))
      this.#states.set(config.code, step.state)
      return step.change === 'raised' ? [config] : []
    })
  }

  end(): void {
    this.#states.clear()
  }
}

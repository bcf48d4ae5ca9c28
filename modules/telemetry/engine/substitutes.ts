import { clock } from '#app/kernel/clock'
import { count, evaluate, sampleOf, type Look, type Step } from '#app/rules/index'
import type { PointCondition, PointState } from '#modules/telemetry/engine/point_table'
import type { ConditionConfig, PointSnapshot, SubstituteConfig } from '#modules/telemetry/engine/port'

/**
 * Values that a person gives for points whose sensor is out of order, each until its instant. What a person read from a
 * hand-held meter is no reading of the plant: it shows as `uncertain` and can raise an alarm, but never clears one, and
 * the point stays lost.
 */
export class Substitutes {
  #given = new Map<string, SubstituteConfig>()

  /** Takes over the list; gives back those that are new. */
  configure(list: readonly SubstituteConfig[]): SubstituteConfig[] {
    const former = this.#given
    this.#given = new Map(list.map((one) => [one.point, one]))
    return list.filter((one) => former.get(one.point)?.since !== one.since && one.until > clock.now())
  }

  of(code: string): SubstituteConfig | null {
    const given = this.#given.get(code)
    return given && given.until > clock.now() ? given : null
  }

  /** The point as it is shown: with the person's value in place of the sensor's. */
  shown(snapshot: PointSnapshot): PointSnapshot {
    const given = this.of(snapshot.code)
    return given ? { ...snapshot, value: given.value, quality: 'uncertain', fault: 'substituted', ts: given.since } : snapshot
  }
}

/** Those conditions that the value would hold: it counts at once, since nobody enters it three times. */
export function conditionsBeyond(point: PointState, value: number, isSuppressed: (condition: ConditionConfig) => boolean): ConditionConfig[] {
  return point.conditions.flatMap((condition) => {
    if (condition.state.active || condition.config.measure === 'rate' || isSuppressed(condition.config)) return []
    if (condition.calendar && !condition.calendar.isOpen(clock.now())) return []
    const step = condition.inputs ? stepOfFormula(condition, value) : evaluate({ ...condition.config, consecutive: 1, onDelayMs: 0 }, condition.state, value, true)
    if (step.change !== 'raised') return []
    condition.state = step.state
    return [condition.config]
  })
}

/** The person's value beside what the other points say by themselves. */
function stepOfFormula({ config, state, inputs }: PointCondition, value: number): Step {
  const look: Look = (input) => (input === 0 ? value : inputs![input]?.known?.good ? inputs![input].known.value : null)
  return count(state, sampleOf(config.formula!, look), { consecutive: 1 })
}

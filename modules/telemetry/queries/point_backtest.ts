import type { PointSelection, RuleBody } from '#app/rules/definition'
import { backtest, judgeCondition } from '#app/rules/index'
import type { Verdict } from '#app/rules/machine'
import { selectPoints } from '#modules/telemetry/queries/rule_conditions'
import { storedSamples } from '#modules/telemetry/queries/stored_samples'
import { ruleConditionOf } from '#modules/telemetry/rule_conditions'

/** A rule of points over the stored readings of each of its points: the evaluator is the engine's. */
export async function pointBacktest({ code, body }: { code: string; body: RuleBody }, from: number, to: number): Promise<Verdict[]> {
  const verdicts: Verdict[] = []
  for (const point of await selectPoints(body.trigger as PointSelection)) {
    const config = ruleConditionOf({ code, mode: 'live', body }, point)
    if (!config) continue
    for (const firing of await backtest(storedSamples(point.code, from, to), judgeCondition(config))) {
      const at = Date.parse(firing.at)
      const fields = { point: point.code, name: point.name, areaCode: point.area_code, alarmClass: config.alarmClass, kind: point.kind, value: firing.value, unit: point.unit, limit: config.limit }
      const label = `${point.name} ${Math.round(firing.value * 1_000) / 1_000} ${point.unit}`
      verdicts.push({ at, groups: [{ point: point.code }], facts: [[`${point.code}:${at}`, at, label, null]], fields })
    }
  }
  return verdicts.sort((one, other) => one.at - other.at)
}

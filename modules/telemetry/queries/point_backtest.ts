import type { RuleBody } from '#app/rules/definition'
import { always, calendarByMinute, replayWatched, type WatchedSample } from '#app/rules/index'
import type { Verdict } from '#app/rules/machine'
import type { ConditionConfig } from '#modules/telemetry/engine/port'
import { conditionsOfRule } from '#modules/telemetry/queries/rule_conditions'
import { storedSamples } from '#modules/telemetry/queries/stored_samples'
import type { PointRow } from '#modules/telemetry/rows'

/** A rule of points over the stored readings of each of its points: the evaluator is the engine's. */
export async function pointBacktest({ code, body }: { code: string; body: RuleBody }, from: number, to: number): Promise<Verdict[]> {
  const verdicts: Verdict[] = []
  for (const { point, config, points } of await conditionsOfRule({ code, mode: 'live', body })) {
    for (const { at, value } of await firingsOf(config, point, points, from, to)) {
      const shown = value ?? config.limit
      const fields = { point: point.code, name: point.name, areaCode: point.area_code, alarmClass: config.alarmClass, kind: point.kind, value: shown, unit: point.unit, limit: config.limit }
      const label = `${point.name} ${Math.round(shown * 1_000) / 1_000} ${point.unit}`
      verdicts.push({ at, groups: [{ point: point.code }], facts: [[`${point.code}:${at}`, at, label, null]], fields })
    }
  }
  return verdicts.sort((one, other) => one.at - other.at)
}

function firingsOf(config: ConditionConfig, point: PointRow, points: ReadonlyMap<string, PointRow>, from: number, to: number) {
  const inputs = [point, ...(config.others ?? []).flatMap((code) => points.get(code) ?? [])]
  const calendar = config.hours ? calendarByMinute(config.hours) : always
  return replayWatched(config, { samples: merged(inputs.map(({ code }) => code), from, to), staleAfterMs: inputs.map((row) => row.stale_after_ms), calendar, until: to })
}

/** The readings of several points as they came; of one instant, in the order of the points. */
async function* merged(codes: readonly string[], from: number, to: number): AsyncGenerator<WatchedSample> {
  const streams = codes.map((code) => storedSamples(code, from, to))
  const heads = await Promise.all(streams.map((stream) => stream.next()))
  for (;;) {
    let first = -1
    let at = Number.POSITIVE_INFINITY
    for (const [input, head] of heads.entries()) {
      if (head.done) continue
      const ts = Date.parse(head.value.at)
      if (ts < at) [first, at] = [input, ts]
    }
    if (first < 0) return
    const { value, good } = heads[first]!.value!
    yield { input: first, at, value, good }
    heads[first] = await streams[first]!.next()
  }
}

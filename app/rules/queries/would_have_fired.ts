import type { Instant } from '#app/kernel/clock'
import { plantTimeZone } from '#app/plant/index'
import type { RuleDefinition, Trigger, Window } from '#app/rules/definition'
import { factOf } from '#app/rules/facts'
import { decideRun, type GroupStates, type Verdict } from '#app/rules/machine'
import { prepareMachine } from '#app/rules/queries/prepare_machine'
import { storedHappenings } from '#app/rules/queries/stored_happenings'
import { datasetOf, pointSource, triggerOf } from '#app/rules/registry'
import { replay } from '#app/rules/replay'
import { nextRun } from '#app/rules/schedule'

const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
/** A run of a schedule reads a whole dataset: no more of them than a year of days. */
const MOST_RUNS = 400

/** How far back a window looks, so that it is full where the time under test begins. */
export function reachOf(window: Window | null | undefined): number {
  if (window?.kind === 'count') return window.within_h * HOUR_MS
  if (window?.kind === 'duration') return window.for_s * 1_000 + DAY_MS
  return window?.kind === 'rate' ? window.over_s * 1_000 : 7 * DAY_MS
}

/** What a rule would have decided between two instants, by the very evaluator that runs live. Nothing is written. */
export async function wouldHaveFired(definition: RuleDefinition, from: Instant, to: Instant): Promise<Verdict[]> {
  const { trigger } = definition
  if (trigger.kind === 'points') return (await pointSource()?.backtest({ code: definition.code, body: definition }, from, to)) ?? []
  if (trigger.kind === 'schedule') return overRuns(definition, trigger, from, to)
  const source = triggerOf(trigger.event)
  if (!source) return []
  const machine = await prepareMachine(definition)
  const { verdicts } = await replay(machine, storedHappenings(source, definition.code, from - reachOf(definition.window), to), to)
  return verdicts.filter(({ at }) => at >= from)
}

async function overRuns(definition: RuleDefinition, schedule: Extract<Trigger, { kind: 'schedule' }>, from: Instant, to: Instant): Promise<Verdict[]> {
  const machine = await prepareMachine(definition)
  const dataset = schedule.over ? datasetOf(schedule.over) : null
  const states: GroupStates = new Map()
  const verdicts: Verdict[] = []
  let runs = 0
  for (let at = nextRun(schedule, from - 1, plantTimeZone()); at <= to && runs < MOST_RUNS; at = nextRun(schedule, at, plantTimeZone()), runs++) {
    const facts = dataset ? (await dataset.load(at)).map((row) => factOf(dataset, row, at)) : [{ key: 'run', label: definition.name, link: null, fields: {} }]
    verdicts.push(...decideRun(machine, states, at, facts))
  }
  return verdicts
}

import type { PointSelection, RuleBody } from '#app/rules/definition'
import { comparisonsOf, mapFormula, parseFormula, type CalendarFacts, type Formula, type PointComparison, type ReadyComparison } from '#app/rules/index'
import type { RunningRule } from '#app/rules/running'
import type { ConditionConfig } from '#modules/telemetry/engine/port'
import type { PointAlarm, PointRow } from '#modules/telemetry/rows'

type Rule = Pick<RunningRule, 'code' | 'mode' | 'body'>

/** `RULE.HOLDER-PRESSURE.GAS1.PT101.P`; a rule that is tried in the shadow counts beside it under a name of its own. */
export const ruleConditionCode = ({ code, mode }: Pick<Rule, 'code' | 'mode'>, point: string): string => `${mode === 'live' ? 'RULE' : 'SHADOW'}.${code}.${point}`

export const isRuleCondition = (code: string): boolean => code.startsWith('RULE.') || code.startsWith('SHADOW.')

/** Points that are named, and those of which all that is asked is true. `within`: codes of the area and what lies in it. */
export function isSelected({ points = [], alarm_class, area, point_kind }: PointSelection, row: PointRow, within: ReadonlySet<string>): boolean {
  if (points.includes(row.code)) return true
  if (!alarm_class && !area && !point_kind) return false
  const { alarm_class: itsClass } = JSON.parse(row.alarm) as PointAlarm
  return (!alarm_class || alarm_class === itsClass) && (!area || within.has(row.area_code)) && (!point_kind || point_kind === row.kind)
}

/** What a rule speaks of beside its own point: the other points in service by code, and the hours of its shifts. */
export interface RuleSurroundings {
  points: ReadonlyMap<string, PointRow>
  hours: CalendarFacts | null
}

/** A rule on one point as the engine watches it; null where the point lacks the limit that the rule speaks of. */
export function ruleConditionOf(rule: Rule, row: PointRow, { points, hours }: RuleSurroundings): ConditionConfig | null {
  const alarm = JSON.parse(row.alarm) as PointAlarm
  const measured = measureOf(rule.body, row, points)
  if (!measured) return null
  const raise = alarmActionOf(rule.body)
  return {
    code: ruleConditionCode(rule, row.code),
    pointCode: row.code,
    consecutive: 1,
    deadband: alarm.deadband,
    hours,
    ...measured,
    priority: raise?.priority ?? 4,
    alarmClass: alarm.alarm_class,
    outputs: rule.mode === 'live' && raise ? outputsOfRule(rule.body) : [],
  }
}

type Measured = Pick<ConditionConfig, 'op' | 'limit'> & Partial<ConditionConfig>

function measureOf({ when, window }: RuleBody, row: PointRow, points: ReadonlyMap<string, PointRow>): Measured | null {
  if (window?.kind === 'rate') {
    const limit = window.per_min
    return { measure: 'rate', rateWindowMs: window.over_s * 1_000, op: limit >= 0 ? '>' : '<', limit, deadband: Math.abs(limit) / 5 }
  }
  const parsed = when ? parseFormula(when) : null
  if (!parsed?.ok) return null
  const first = comparisonsOf(parsed.value).find(({ point }) => point === null)
  if (!first) return null
  const limit = limitOf(first, row)
  const lasting = window?.kind === 'duration' ? { onDelayMs: window.for_s * 1_000 } : { consecutive: window?.kind === 'consecutive' ? window.count : 1 }
  // One comparison of the point itself is what the engine is fastest at.
  if (parsed.value === first && isOrdered(first.op)) return limit === null ? null : { op: first.op, limit, ...lasting }
  const shown = { op: isOrdered(first.op) ? first.op : ('>=' as const), limit: limit ?? 0 }
  return { ...shown, ...lasting, ...readyFormula(parsed.value, row, points) }
}

const isOrdered = (op: PointComparison['op']): op is ConditionConfig['op'] => op !== '==' && op !== '!='

/** A point that is not in service and a limit that is not set are not known, and so decide nothing. */
function readyFormula(formula: Formula, own: PointRow, points: ReadonlyMap<string, PointRow>): { formula: Formula<ReadyComparison>; others: string[] } {
  const others = [...new Set(comparisonsOf(formula).flatMap(({ point }) => (point !== null && point !== own.code && points.has(point) ? [point] : [])))].sort()
  const ready = mapFormula(formula, (leaf): ReadyComparison => {
    const input = leaf.point === null || leaf.point === own.code ? 0 : others.indexOf(leaf.point) + 1 || -1
    const row = input === 0 ? own : points.get(leaf.point ?? '')
    const limit = row ? limitOf(leaf, row) : null
    const deadband = row && isOrdered(leaf.op) ? (JSON.parse(row.alarm) as PointAlarm).deadband : 0
    return { input: limit === null ? -1 : input, op: leaf.op, limit: limit ?? 0, deadband }
  })
  return { formula: ready, others }
}

function limitOf({ limit }: PointComparison, row: PointRow): number | null {
  return typeof limit === 'number' ? limit : ((JSON.parse(row.alarm) as PointAlarm).limits[limit] ?? null)
}

/** What the rule says about the alarm that it raises; undefined: it raises none. */
export const alarmActionOf = ({ actions }: RuleBody) => actions.find((action) => action.do === 'alarm') as { do: string; priority: 1 | 2 | 3 | 4 } | undefined

/** Switched by the engine itself, and released with the alarm. */
const outputsOfRule = ({ actions }: RuleBody): string[] => actions.filter((action) => action.do === 'output').map((action) => String(action.output))

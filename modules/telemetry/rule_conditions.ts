import type { PointSelection, RuleBody } from '#app/rules/definition'
import { comparisonIn, type RunningRule } from '#app/rules/running'
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

/** A rule on one point as the engine watches it; null where the point lacks the limit that the rule speaks of. */
export function ruleConditionOf(rule: Rule, row: PointRow): ConditionConfig | null {
  const alarm = JSON.parse(row.alarm) as PointAlarm
  const measured = measureOf(rule.body, alarm)
  if (!measured) return null
  const raise = alarmActionOf(rule.body)
  return {
    code: ruleConditionCode(rule, row.code),
    pointCode: row.code,
    consecutive: 1,
    deadband: alarm.deadband,
    ...measured,
    priority: raise?.priority ?? 4,
    alarmClass: alarm.alarm_class,
    outputs: rule.mode === 'live' && raise ? outputsOfRule(rule.body) : [],
  }
}

type Measured = Pick<ConditionConfig, 'op' | 'limit'> & Partial<ConditionConfig>

function measureOf({ when, window }: RuleBody, alarm: PointAlarm): Measured | null {
  if (window?.kind === 'rate') {
    const limit = window.per_min
    return { measure: 'rate', rateWindowMs: window.over_s * 1_000, op: limit >= 0 ? '>' : '<', limit, deadband: Math.abs(limit) / 5 }
  }
  const comparison = when ? comparisonIn(when) : null
  if (!comparison) return null
  const limit = typeof comparison.limit === 'number' ? comparison.limit : alarm.limits[comparison.limit]
  if (limit === null || limit === undefined) return null
  if (window?.kind === 'duration') return { op: comparison.op, limit, onDelayMs: window.for_s * 1_000 }
  return { op: comparison.op, limit, consecutive: window?.kind === 'consecutive' ? window.count : 1 }
}

/** What the rule says about the alarm that it raises; undefined: it raises none. */
export const alarmActionOf = ({ actions }: RuleBody) => actions.find((action) => action.do === 'alarm') as { do: string; priority: 1 | 2 | 3 | 4 } | undefined

/** Switched by the engine itself, and released with the alarm. */
const outputsOfRule = ({ actions }: RuleBody): string[] => actions.filter((action) => action.do === 'output').map((action) => String(action.output))

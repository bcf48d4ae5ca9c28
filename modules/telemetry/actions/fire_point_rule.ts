import type { Tx } from '#app/kernel/transaction'
import { fireRule } from '#app/rules/running'
import type { RaiseInput } from '#modules/telemetry/actions/alarm_sheet'
import type { Transition } from '#modules/telemetry/engine/port'
import type { RuleCondition } from '#modules/telemetry/queries/rule_conditions'
import { alarmActionOf } from '#modules/telemetry/rule_conditions'

type Raised = Extract<Transition, { kind: 'alarm_raised' }>

/** The alarm of a rule bears the rule's name; null: the rule raises none, or is only tried in the shadow. */
export function ruleAlarmOf({ rule, point, config }: RuleCondition, { condition, value, sampleTs, at }: Raised): RaiseInput | null {
  if (rule.mode === 'shadow' || !alarmActionOf(rule.body)) return null
  return {
    conditionCode: condition,
    pointCode: point.code,
    areaCode: point.area_code,
    priority: config.priority,
    alarmClass: config.alarmClass,
    name: `${rule.name}：${point.name}`,
    nameEn: `${rule.nameEn}: ${point.name_en}`,
    latching: true,
    value,
    unit: config.measure === 'rate' ? `${point.unit}/min` : point.unit,
    limit: config.limit,
    sampleAt: sampleTs,
    at,
  }
}

/** The excursion began: the rule fires, once for it. */
export async function firePointRule(tx: Tx, { rule, point, config }: RuleCondition, { value, at }: Raised, alarmId: string | null): Promise<void> {
  const fields = { point: point.code, name: point.name, areaCode: point.area_code, alarmClass: config.alarmClass, kind: point.kind, value, unit: point.unit, limit: config.limit, ...(alarmId ? { alarmId } : {}) }
  const link = alarmId ? '/control' : null
  const label = `${point.name} ${Math.round(value * 1_000) / 1_000} ${point.unit}`
  await fireRule(tx, rule, { at, groups: [{ point: point.code }], facts: [[alarmId ?? `${point.code}:${at}`, at, label, link]], fields }, 'areaCode')
}

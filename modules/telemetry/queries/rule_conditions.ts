import db from '@adonisjs/lucid/services/db'
import type { Tx } from '#app/kernel/transaction'
import { areaCodesWithin, listShifts, plantTimeZone } from '#app/plant/index'
import type { PointSelection, RuleBody } from '#app/rules/definition'
import type { CalendarFacts } from '#app/rules/index'
import { runningRules, type RunningRule } from '#app/rules/running'
import type { ConditionConfig } from '#modules/telemetry/engine/port'
import { isSelected, ruleConditionOf } from '#modules/telemetry/rule_conditions'
import type { PointRow } from '#modules/telemetry/rows'

type Client = Pick<Tx['db'], 'from'>

export interface RuleCondition {
  rule: RunningRule
  point: PointRow
  config: ConditionConfig
}

/** What the rules of points that run make the engine watch. */
export async function ruleConditions(client: Client = db): Promise<RuleCondition[]> {
  const rules = await runningRules('points', client)
  if (rules.length === 0) return []
  const rows: PointRow[] = await client.from('points').where('active', true).orderBy('code')
  const points = new Map(rows.map((row) => [row.code, row]))
  const found: RuleCondition[] = []
  for (const rule of rules) {
    const surroundings = { points, hours: await hoursOf(rule.body) }
    for (const point of await chosen(rule.body.trigger as PointSelection, rows)) {
      const config = ruleConditionOf(rule, point, surroundings)
      if (config) found.push({ rule, point, config })
    }
  }
  return found
}

/** What a rule that is no more than tried out would make the engine watch. */
export async function conditionsOfRule(rule: Pick<RunningRule, 'code' | 'mode' | 'body'>): Promise<{ point: PointRow; config: ConditionConfig; points: ReadonlyMap<string, PointRow> }[]> {
  const rows: PointRow[] = await db.from('points').where('active', true).orderBy('code')
  const points = new Map(rows.map((row) => [row.code, row]))
  const surroundings = { points, hours: await hoursOf(rule.body) }
  return (await chosen(rule.body.trigger as PointSelection, rows)).flatMap((point) => {
    const config = ruleConditionOf(rule, point, surroundings)
    return config ? [{ point, config, points }] : []
  })
}

async function hoursOf({ during }: RuleBody): Promise<CalendarFacts | null> {
  if (!during) return null
  const shifts = during.shifts ? (await listShifts()).filter(({ code }) => during.shifts!.includes(code)) : []
  return { during, shifts: shifts.map(({ startMinute, endMinute }) => ({ startMinute, endMinute })), timeZone: plantTimeZone() }
}

async function chosen(selection: PointSelection, rows: PointRow[]): Promise<PointRow[]> {
  const within = new Set(selection.area ? await areaCodesWithin(selection.area) : [])
  return rows.filter((row) => isSelected(selection, row, within))
}

import db from '@adonisjs/lucid/services/db'
import type { Tx } from '#app/kernel/transaction'
import { areaCodesWithin } from '#app/plant/index'
import type { PointSelection } from '#app/rules/definition'
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
  const found: RuleCondition[] = []
  for (const rule of rules)
    for (const point of await chosen(rule.body.trigger as PointSelection, rows)) {
      const config = ruleConditionOf(rule, point)
      if (config) found.push({ rule, point, config })
    }
  return found
}

/** The points in service that a selection means now. */
export async function selectPoints(selection: PointSelection): Promise<PointRow[]> {
  return chosen(selection, await db.from('points').where('active', true).orderBy('code'))
}

async function chosen(selection: PointSelection, rows: PointRow[]): Promise<PointRow[]> {
  const within = new Set(selection.area ? await areaCodesWithin(selection.area) : [])
  return rows.filter((row) => isSelected(selection, row, within))
}

import db from '@adonisjs/lucid/services/db'
import type { Actor } from '#app/audit/index'
import { conditionsOf } from '#modules/telemetry/conditions'
import { engineLink } from '#modules/telemetry/engine_link'
import { ruleConditions } from '#modules/telemetry/queries/rule_conditions'
import { isRuleCondition } from '#modules/telemetry/rule_conditions'
import type { AlarmRow, OutputRow, PointAlarm, PointRow } from '#modules/telemetry/rows'

/** What calls people is silenced by the acknowledgement; what keeps the air clean runs until the reset. */
const SILENCED_BY_ACKNOWLEDGEMENT = new Set<OutputRow['kind']>(['siren'])

/** Switches off the alarm's outputs that no other standing alarm needs. Whether they obey shows in their read-back. */
export async function releaseOutputs(alarm: AlarmRow, { command, by }: { command: 'acknowledge' | 'reset'; by: Actor }): Promise<void> {
  const outputs = await outputsOf(alarm)
  if (outputs.length === 0) return
  const rows: OutputRow[] = await db.from('outputs').whereIn('code', outputs)
  const needed = await neededElsewhere(alarm, command)
  for (const { code, kind } of rows) {
    if (needed.has(code)) continue
    if (command === 'reset' || SILENCED_BY_ACKNOWLEDGEMENT.has(kind)) engineLink.command(code, false, `${command}:${by.name}`)
  }
}

export async function outputsOf(alarm: Pick<AlarmRow, 'point_code' | 'condition_code'>): Promise<string[]> {
  if (!alarm.point_code) return []
  const point: PointRow | null = await db.from('points').where('code', alarm.point_code).first()
  if (!point) return []
  if (isRuleCondition(alarm.condition_code)) return (await ruleConditions()).find(({ config }) => config.code === alarm.condition_code)?.config.outputs ?? []
  const conditions = conditionsOf(point.code, JSON.parse(point.alarm) as PointAlarm)
  return conditions.find((condition) => condition.code === alarm.condition_code)?.outputs ?? []
}

/** Outputs of other alarms that stand: after an acknowledgement only those that nobody has seen yet call for a siren. */
async function neededElsewhere(alarm: AlarmRow, command: 'acknowledge' | 'reset'): Promise<Set<string>> {
  const states = command === 'acknowledge' ? ['active_unacknowledged', 'cleared_unacknowledged'] : ['active_unacknowledged', 'active_acknowledged', 'cleared_unacknowledged', 'latched']
  const others: AlarmRow[] = await db.from('alarms').whereIn('state', states).whereNot('id', alarm.id)
  return new Set((await Promise.all(others.map(outputsOf))).flat())
}

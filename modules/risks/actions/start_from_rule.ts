import type { Tx } from '#app/kernel/transaction'
import type { Firing, Outcome } from '#app/rules/registry'
import { startIncident } from '#modules/risks/actions/start_incident'
import { findPlan } from '#modules/risks/queries/plans'

/** A rule starts its plan; one that runs already in the area is joined. */
export async function startFromRule(tx: Tx, parameters: Record<string, any>, firing: Firing): Promise<Outcome> {
  const areaCode: string | null = parameters.area ?? firing.areaCode
  const plan = await findPlan(parameters.plan)
  if (!areaCode) return { status: 'refused', outcome: 'no area' }
  if (!plan?.active) return { status: 'refused', outcome: 'no such plan' }
  const { value, unit, point } = firing.fields
  const id = await startIncident(tx, plan, {
    alarmId: typeof firing.fields.alarmId === 'string' ? firing.fields.alarmId : null,
    areaCode,
    pointCode: typeof point === 'string' ? point : firing.rule.name,
    value: typeof value === 'number' ? value : firing.facts.length,
    unit: typeof unit === 'string' ? unit : '',
  })
  return { status: 'done', outcome: plan.code, link: `/incidents/${id}` }
}

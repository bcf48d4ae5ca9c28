import { systemActor } from '#app/audit/index'
import type { Tx } from '#app/kernel/transaction'
import { findArea } from '#app/plant/index'
import type { Firing, Outcome } from '#app/rules/registry'
import { enterHazard } from '#modules/hazards/actions/report_hazard'

/** A rule reports a hazard, into the same loop as a person's. Its own hazards never set off the rule that made them. */
export async function reportFromRule(tx: Tx, parameters: Record<string, any>, firing: Firing): Promise<Outcome> {
  const areaCode: string | null = parameters.area ?? firing.areaCode
  if (!areaCode || !(await findArea(areaCode))?.active) return { status: 'refused', outcome: 'no area' }
  const by = systemActor('rules')
  const hazard = await enterHazard(tx, {
    class: 'hazard',
    typeCode: parameters.type,
    areaCode,
    equipmentCode: typeof firing.fields.equipmentCode === 'string' ? firing.fields.equipmentCode || null : null,
    level: parameters.level ?? 'general',
    words: `${parameters.words ?? firing.rule.name}（${firing.facts.map(({ label }) => label).join('、')}）`,
    photos: [],
    reporter: { id: `rule:${firing.rule.code}`, name: firing.rule.name },
    by,
    ruleCode: firing.rule.code,
  })
  return { status: 'done', outcome: hazard.code, link: `/hazards/${hazard.id}` }
}

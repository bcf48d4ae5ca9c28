import { findArea } from '#app/plant/index'
import type { Tx } from '#app/kernel/transaction'
import type { Firing, Outcome } from '#app/rules/registry'
import { restrictArea } from '#modules/personnel/actions/restrict_area'

/** A rule shuts an area. Who is inside stays listed, and leaving is never refused. */
export async function closeByRule(tx: Tx, parameters: Record<string, any>, { id, areaCode: its, rule, facts }: Firing): Promise<Outcome> {
  const areaCode: string | null = parameters.area ?? its
  if (!areaCode || !(await findArea(areaCode))) return { status: 'refused', outcome: 'no area' }
  const detail = { rule: rule.name, rule_en: rule.nameEn, facts: facts.map(({ label }) => label).join(', ').slice(0, 300) }
  await restrictArea(tx, { areaCode, type: 'rule' }, [{ id, level: parameters.level ?? 'closed', detail }])
  return { status: 'done', outcome: areaCode, link: '/gate/guard' }
}

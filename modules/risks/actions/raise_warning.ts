import { recordAudit, systemActor } from '#app/audit/index'
import { newId } from '#app/kernel/ids'
import type { Tx } from '#app/kernel/transaction'
import type { Firing, Outcome } from '#app/rules/registry'
import { raiseLevel } from '#modules/risks/actions/change_level'
import type { Grade } from '#modules/risks/events'

/** 重大风险预警: a record of what a rule has found, which lifts the area's level until somebody has dealt with it (F04). */
export async function raiseWarning(tx: Tx, parameters: Record<string, any>, firing: Firing): Promise<Outcome> {
  const areaCode: string | null = parameters.area ?? firing.areaCode
  if (!areaCode) return { status: 'refused', outcome: 'no area' }
  const grade = parameters.grade as Grade
  const id = newId()
  const year = new Date(tx.now).getUTCFullYear()
  const counted = await tx.db.from('risk_warnings').where('code', 'like', `W-${year}-%`).count('* as n').first()
  const code = `W-${year}-${String(Number(counted?.n ?? 0) + 1).padStart(4, '0')}`
  await tx.db.table('risk_warnings').insert({
    id,
    code,
    area_code: areaCode,
    grade,
    name: firing.rule.name,
    name_en: firing.rule.nameEn,
    rule_code: firing.rule.code,
    firing_id: firing.id,
    facts: JSON.stringify(firing.facts.map(({ key, label, link }) => ({ key, label, link }))),
    state: 'active',
    raised_at: tx.now,
  })
  await recordAudit(tx, {
    by: systemActor('risks'),
    action: 'risks.warning_raised',
    subject: { type: 'risk_warning', id },
    details: { code, area: areaCode, grade, rule: firing.rule.code, facts: firing.facts.map(({ label }) => label) },
  })
  await raiseLevel(tx, { areaCode, type: 'warning' }, [{ id, grade }])
  return { status: 'done', outcome: code, link: `/api/v1/warnings/${id}` }
}

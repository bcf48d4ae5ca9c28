import { accountsInRole, findAccount, type AccountSummary } from '#app/identity/index'
import type { Tx } from '#app/kernel/transaction'
import { areaWithParents } from '#app/plant/index'

export interface DispatchRule {
  code: string
  type_code: string | null
  area_code: string | null
  level: string | null
  role_code: string | null
  person_code: string | null
}

/** Where nothing else is said, and for what nobody can be found: this queue has an owner, so nothing is lost. */
export const FALLBACK_ROLE = 'safety_department'

/** The rule that fits and names most; an area's rule holds for what lies within it, the nearest first. Pure. */
export function fittingRules(rules: readonly DispatchRule[], hazard: { typeCode: string; level: string; line: string[] }): DispatchRule[] {
  const weight = (rule: DispatchRule) =>
    (rule.area_code ? 100 - hazard.line.indexOf(rule.area_code) : 0) + (rule.type_code ? 50 : 0) + (rule.level ? 10 : 0)
  return rules
    .filter(
      (rule) =>
        (rule.type_code === null || rule.type_code === hazard.typeCode) &&
        (rule.level === null || rule.level === hazard.level) &&
        (rule.area_code === null || hazard.line.includes(rule.area_code))
    )
    .sort((one, other) => weight(other) - weight(one) || one.code.localeCompare(other.code))
}

/** Who has to rectify it: by the table, else the fallback queue's first; null only where that role is empty. */
export async function findAssignee(tx: Tx, hazard: { typeCode: string; level: string; areaCode: string }): Promise<AccountSummary | null> {
  const line = (await areaWithParents(hazard.areaCode)).map(({ code }) => code)
  const rules: DispatchRule[] = await tx.db.from('dispatch_rules').where('active', true)
  for (const rule of fittingRules(rules, { ...hazard, line })) {
    const found = rule.person_code ? await findAccount({ code: rule.person_code }) : await holderAlong(rule.role_code!, line)
    if (found?.active) return found
  }
  return holderAlong(FALLBACK_ROLE, line)
}

async function holderAlong(role: string, line: string[]): Promise<AccountSummary | null> {
  for (const area of line) {
    const [first] = await accountsInRole(role, area)
    if (first) return first
  }
  return null
}

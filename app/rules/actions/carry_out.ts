import type { Tx } from '#app/kernel/transaction'
import { actionOf, type Firing } from '#app/rules/registry'
import type { RuleBody } from '#app/rules/definition'
import type { FiringActionRow, RuleFiringRow, RuleVersionRow } from '#app/rules/rows'

/** One action of a firing, once: what became of it is written beside it in the same transaction. */
export async function carryOut(tx: Tx, firingId: string, position: number): Promise<void> {
  const row: FiringActionRow | null = await tx.db.from('rule_firing_actions').where({ firing_id: firingId, position }).first()
  if (row?.status !== 'open') return
  const stored: RuleFiringRow = await tx.db.from('rule_firings').where('id', firingId).firstOrFail()
  const version: RuleVersionRow = await tx.db.from('rule_versions').where({ rule_code: stored.rule_code, number: stored.version }).firstOrFail()
  const { do: name, ...parameters } = (JSON.parse(version.body) as RuleBody).actions[position]!
  const kind = actionOf(name)
  if (!kind) throw new Error(`no action ${name} is registered`)
  const { status, outcome, link } = await kind.carryOut(tx, parameters, firingOf(stored, version))
  await tx.db.from('rule_firing_actions').where('id', row.id).update({ status, outcome, link: link ?? null, done_at: tx.now })
}

export const firingOf = (row: RuleFiringRow, version: Pick<RuleVersionRow, 'rule_code' | 'number' | 'name' | 'name_en'>): Firing => ({
  id: row.id,
  rule: { code: version.rule_code, version: version.number, name: version.name, nameEn: version.name_en },
  at: row.at,
  areaCode: row.area_code,
  groups: JSON.parse(row.groups),
  facts: JSON.parse(row.facts),
  fields: JSON.parse(row.fields),
})

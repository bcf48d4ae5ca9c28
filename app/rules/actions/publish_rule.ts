import { recordAudit, type Actor } from '#app/audit/index'
import type { Tx } from '#app/kernel/transaction'
import { moveTo } from '#app/rules/actions/set_mode'
import type { RuleDefinition, RuleMode } from '#app/rules/definition'

export interface Proof {
  /** What a trial over the past has shown. */
  backtest?: BacktestSummary
  /** Why there was none. */
  waiver?: string
}

export interface BacktestSummary {
  from: number
  to: number
  firings: number
}

/** Makes a version that never changes again, and sets it running. The caller has checked it. */
export async function publishRule(tx: Tx, definition: RuleDefinition, { mode, proof, by }: { mode: RuleMode; proof: Proof; by: Actor }): Promise<number> {
  const { code, name, name_en, trigger, when, window, during, actions } = definition
  await tx.db.knexQuery().insert({ code }).into('rules').onConflict('code').ignore()
  const last = await tx.db.from('rule_versions').where('rule_code', code).max('number as number').first()
  const number = Number(last?.number ?? 0) + 1
  await tx.db.table('rule_versions').insert({
    rule_code: code,
    number,
    name,
    name_en,
    body: JSON.stringify({ trigger, when: when ?? null, window: window ?? null, during: during ?? null, actions }),
    published_at: tx.now,
    published_by: by.name,
    backtest: proof.backtest ? JSON.stringify(proof.backtest) : null,
    waiver: proof.waiver ?? null,
  })
  await tx.db.from('rules').where('code', code).update({ draft: null, drafted_by: null, drafted_at: null })
  await recordAudit(tx, { by, action: 'rules.rule_published', subject: { type: 'rule', id: code }, details: { version: number, mode, ...proof } })
  await moveTo(tx, { code, version: number, mode, by })
  return number
}

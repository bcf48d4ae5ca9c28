import { recordAudit, type Actor } from '#app/audit/index'
import { transact } from '#app/kernel/transaction'
import type { RuleDefinition } from '#app/rules/definition'

/** Keeps what somebody is working on; nothing runs by it. */
export function saveDraft(definition: RuleDefinition, by: Actor): Promise<void> {
  return transact(async (tx) => {
    const { code } = definition
    const draft = { code, draft: JSON.stringify(definition), drafted_by: by.name, drafted_at: tx.now }
    await tx.db.knexQuery().insert(draft).into('rules').onConflict('code').merge()
    await recordAudit(tx, { by, action: 'rules.draft_saved', subject: { type: 'rule', id: code }, details: { definition } })
  })
}

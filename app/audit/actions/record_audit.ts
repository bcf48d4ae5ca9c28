import type { Actor } from '#app/audit/actor'
import { entryHash, GENESIS, type AuditEntry } from '#app/audit/chain'
import type { Tx } from '#app/kernel/transaction'

export interface AuditInput {
  by: Actor
  /** `<room>.<past_tense>`, as the events are named. */
  action: string
  subject: { type: string; id: string }
  details?: Record<string, unknown>
}

/** Appends one entry to the chain, in the caller's transaction: no change without its entry, no entry without it. */
export async function recordAudit(tx: Tx, input: AuditInput): Promise<AuditEntry> {
  const head = await tx.db.from('audit_entries').orderBy('seq', 'desc').select('seq', 'hash').first()
  const content = {
    seq: head ? Number(head.seq) + 1 : 1,
    at: tx.now,
    actor_id: input.by.id,
    actor_name: input.by.name,
    device: input.by.device,
    action: input.action,
    subject_type: input.subject.type,
    subject_id: input.subject.id,
    details: JSON.stringify(input.details ?? {}),
    prev_hash: head?.hash ?? GENESIS,
  }
  const entry = { ...content, hash: entryHash(content) }
  await tx.db.table('audit_entries').insert(entry)
  return entry
}

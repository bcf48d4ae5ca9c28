import type { Actor } from '#app/audit/actor'
import { entryHash, GENESIS, type AuditEntry } from '#app/audit/chain'
import type { Tx } from '#app/kernel/transaction'

/** A statement takes 500 rows at most. */
const ROWS = 200

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
  const entry = chained(input, head ? Number(head.seq) + 1 : 1, tx.now, head?.hash ?? GENESIS)
  await tx.db.table('audit_entries').insert(entry)
  return entry
}

/** Appends several entries at once, in their order: for what comes in hundreds a second. */
export async function recordAudits(tx: Tx, inputs: AuditInput[]): Promise<void> {
  if (inputs.length === 0) return
  const head = await tx.db.from('audit_entries').orderBy('seq', 'desc').select('seq', 'hash').first()
  let seq = head ? Number(head.seq) : 0
  let previous: string = head?.hash ?? GENESIS
  const entries = inputs.map((input) => {
    seq += 1
    const entry = chained(input, seq, tx.now, previous)
    previous = entry.hash
    return entry
  })
  for (let at = 0; at < entries.length; at += ROWS) await tx.db.table('audit_entries').multiInsert(entries.slice(at, at + ROWS))
}

function chained(input: AuditInput, seq: number, at: number, previous: string): AuditEntry {
  const content = {
    seq,
    at,
    actor_id: input.by.id,
    actor_name: input.by.name,
    device: input.by.device,
    action: input.action,
    subject_type: input.subject.type,
    subject_id: input.subject.id,
    details: JSON.stringify(input.details ?? {}),
    prev_hash: previous,
  }
  return { ...content, hash: entryHash(content) }
}

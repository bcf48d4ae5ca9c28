import db from '@adonisjs/lucid/services/db'
import { entryHash, GENESIS, type AuditEntry } from '#app/audit/chain'
import { readCheckpoint } from '#app/audit/checkpoint'

const PAGE = 5_000

export interface AuditVerdict {
  ok: boolean
  entries: number
  /** The first broken entry and what is wrong with it. */
  broken: { seq: number; fault: 'missing' | 'altered' | 'link' | 'checkpoint' } | null
}

/** Walks the whole chain and compares it with the checkpoint kept outside the database. */
export async function verifyAudit(checkpointFile: string, key: string): Promise<AuditVerdict> {
  let previous = { seq: 0, hash: GENESIS }
  const checkpoint = await readCheckpoint(checkpointFile, key).catch(() => 'altered' as const)
  if (checkpoint === 'altered') return { ok: false, entries: 0, broken: { seq: 0, fault: 'checkpoint' } }

  for (;;) {
    const page: AuditEntry[] = await db.from('audit_entries').where('seq', '>', previous.seq).orderBy('seq').limit(PAGE)
    if (page.length === 0) break
    for (const entry of page) {
      const broken = (fault: 'missing' | 'altered' | 'link' | 'checkpoint', seq = Number(entry.seq)) => ({
        ok: false,
        entries: previous.seq,
        broken: { seq, fault },
      })
      if (Number(entry.seq) !== previous.seq + 1) return broken('missing', previous.seq + 1)
      if (entry.prev_hash !== previous.hash) return broken('link')
      if (entryHash({ ...entry, seq: Number(entry.seq), at: Number(entry.at) }) !== entry.hash) return broken('altered')
      if (checkpoint?.seq === Number(entry.seq) && checkpoint.hash !== entry.hash) return broken('checkpoint')
      previous = { seq: Number(entry.seq), hash: entry.hash }
    }
  }
  if (checkpoint && checkpoint.seq > previous.seq)
    return { ok: false, entries: previous.seq, broken: { seq: previous.seq + 1, fault: 'missing' } }
  return { ok: true, entries: previous.seq, broken: null }
}

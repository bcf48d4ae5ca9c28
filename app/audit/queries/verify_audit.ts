import { DatabaseSync } from 'node:sqlite'
import { setImmediate as others } from 'node:timers/promises'
import { entryHash, GENESIS, type AuditEntry } from '#app/audit/chain'
import { readCheckpoint } from '#app/audit/checkpoint'
import { dataPath } from '#config/data'

/** So many entries are read and hashed before anything else of this thread has its turn: a few milliseconds. */
const PAGE = 1_000

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

  for await (const page of pages()) {
    for (const entry of page) {
      const broken = (fault: 'missing' | 'altered' | 'link' | 'checkpoint', seq = Number(entry.seq)) => ({
        ok: false,
        entries: previous.seq,
        broken: { seq, fault },
      })
      if (Number(entry.seq) !== previous.seq + 1) return broken('missing', previous.seq + 1)
      if (entry.prev_hash !== previous.hash) return broken('link')
      if (entryHash(entry) !== entry.hash) return broken('altered')
      if (checkpoint?.seq === Number(entry.seq) && checkpoint.hash !== entry.hash) return broken('checkpoint')
      previous = { seq: entry.seq, hash: entry.hash }
    }
  }
  if (checkpoint && checkpoint.seq > previous.seq)
    return { ok: false, entries: previous.seq, broken: { seq: previous.seq + 1, fault: 'missing' } }
  return { ok: true, entries: previous.seq, broken: null }
}

/** The chain page by page, on a connection that only reads and prepares its statement once: a chain may hold millions. */
async function* pages(): AsyncGenerator<AuditEntry[]> {
  const file = new DatabaseSync(dataPath('plant.sqlite'), { readOnly: true })
  try {
    const next = file.prepare('SELECT * FROM audit_entries WHERE seq > ? ORDER BY seq LIMIT ?')
    for (let seq = 0; ; await others()) {
      const page = next.all(seq, PAGE) as unknown as AuditEntry[]
      if (page.length === 0) return
      yield page
      seq = Number(page.at(-1)!.seq)
    }
  } finally {
    file.close()
  }
}

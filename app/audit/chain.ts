import { hash } from 'node:crypto'

export interface AuditEntry {
  seq: number
  at: number
  actor_id: string | null
  actor_name: string
  device: string | null
  action: string
  subject_type: string
  subject_id: string
  details: string
  prev_hash: string
  hash: string
}

export const GENESIS = '0'.repeat(64)

/** SHA-256 over every field and the hash of the entry before: a change anywhere breaks all that follows. */
export function entryHash(entry: Omit<AuditEntry, 'hash'>): string {
  const content = [
    entry.seq,
    entry.at,
    entry.actor_id,
    entry.actor_name,
    entry.device,
    entry.action,
    entry.subject_type,
    entry.subject_id,
    entry.details,
    entry.prev_hash,
  ]
  return hash('sha256', JSON.stringify(content))
}

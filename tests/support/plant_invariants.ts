import type { DatabaseSync } from 'node:sqlite'
import { entryHash, GENESIS, type AuditEntry } from '#app/audit/chain'

/** Each finds what must not be, in the bare rows and with nothing that the product itself uses to guard them. */
const FORBIDDEN: Record<string, string> = {
  'a permit whose state is not that of its last step': `
    SELECT p.id FROM permits p LEFT JOIN permit_transitions t ON t.permit_id = p.id AND t.seq = p.transition_seq
    WHERE p.transition_seq > 0 AND (t.to_state IS NULL OR t.to_state <> p.state)`,
  'a step beyond the permit, or a gap in its steps': `
    SELECT t.permit_id AS id FROM permit_transitions t JOIN permits p ON p.id = t.permit_id
    GROUP BY t.permit_id HAVING count(*) <> max(t.seq) OR max(t.seq) <> p.transition_seq`,
  'a step that does not begin where the one before ended': `
    SELECT a.permit_id AS id FROM permit_transitions a JOIN permit_transitions b ON b.permit_id = a.permit_id AND b.seq = a.seq + 1
    WHERE b.from_state <> a.to_state`,
  'a step without exactly one audit entry': `
    SELECT t.permit_id AS id FROM permit_transitions t
    WHERE (SELECT count(*) FROM audit_entries e WHERE e.subject_id = t.permit_id AND e.action = 'permits.' || t.command
           AND json_extract(e.details, '$.seq') = t.seq) <> 1`,
  'an audit entry of a step that is not there': `
    SELECT e.subject_id AS id FROM audit_entries e WHERE e.subject_type = 'permit' AND json_extract(e.details, '$.seq') IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM permit_transitions t WHERE t.permit_id = e.subject_id AND t.seq = json_extract(e.details, '$.seq'))`,
  'work that goes on without gas test and signature': `
    SELECT id FROM permits WHERE state = 'started' AND (work_gas_test_id IS NULL OR work_signature_id IS NULL)`,
  'a hazard that was closed, verified or rectified without its step and its audit entry': `
    SELECT h.id FROM hazards h, (SELECT 'rectify' AS command, 'rectified' AS state UNION SELECT 'verify', 'verified' UNION SELECT 'close', 'closed') c
    WHERE h.state = c.state AND (
      (SELECT count(*) FROM hazard_steps s WHERE s.hazard_id = h.id AND s.command = c.command) < 1 OR
      (SELECT count(*) FROM hazard_steps s WHERE s.hazard_id = h.id AND s.command = c.command) <>
      (SELECT count(*) FROM audit_entries e WHERE e.subject_id = h.id AND e.action = 'hazards.' || c.command))`,
  'an alarm acknowledged by nobody, or not on record once': `
    SELECT a.id FROM alarms a WHERE (a.acknowledged_at IS NOT NULL) <>
    ((SELECT count(*) FROM audit_entries e WHERE e.subject_id = a.id AND e.action = 'telemetry.alarm_acknowledged') = 1)`,
  'an event without its deliveries': `
    SELECT e.id FROM outbox_events e WHERE e.name = 'telemetry.alarm_raised' AND NOT EXISTS (SELECT 1 FROM outbox_deliveries d WHERE d.event_id = e.id)`,
}

/** What is wrong in these rows; nothing when all holds. */
export function brokenInvariants(file: DatabaseSync): string[] {
  const broken = Object.entries(FORBIDDEN).flatMap(([what, sql]) => file.prepare(sql).all().map((row) => `${what}: ${row.id}`))
  let previous = { seq: 0, hash: GENESIS }
  for (const row of file.prepare('SELECT * FROM audit_entries ORDER BY seq').iterate()) {
    const entry = row as unknown as AuditEntry
    if (entry.seq !== previous.seq + 1 || entry.prev_hash !== previous.hash || entryHash(entry) !== entry.hash) return [...broken, `the audit chain is broken at ${entry.seq}`]
    previous = entry
  }
  return broken
}

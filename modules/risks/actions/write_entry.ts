import type { Tx } from '#app/kernel/transaction'

/** One line of an incident's timeline: message `risks.timeline.<what>`. */
export async function writeEntry(tx: Tx, incidentId: string, actor: string, what: string, params: Record<string, string | number>): Promise<void> {
  await tx.db.table('incident_entries').insert({ incident_id: incidentId, at: tx.now, actor_name: actor, what, params: JSON.stringify(params) })
}

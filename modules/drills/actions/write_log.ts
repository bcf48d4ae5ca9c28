import type { Tx } from '#app/kernel/transaction'

/** One line of the drill's record: message `drills.log.<kind>`. */
export async function writeLog(tx: Tx, drillId: string, kind: string, params: Record<string, string | number>): Promise<void> {
  await tx.db.table('drill_log').insert({ drill_id: drillId, at: tx.now, kind, params: JSON.stringify(params) })
}

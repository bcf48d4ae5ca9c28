import type { Tx } from '#app/kernel/transaction'
import type { BlockRow } from '#modules/permits/rows'

type Cause = Pick<BlockRow, 'area_code' | 'cause_type' | 'cause_id'>

/** Notes what stands against work in an area until it is over; noted once, however often it is told. */
export async function blockArea(tx: Tx, cause: Cause, detail: Record<string, string | number>): Promise<void> {
  const standing = await tx.db.from('permit_blocks').where({ cause_type: cause.cause_type, cause_id: cause.cause_id }).whereNull('ended_at').first()
  if (standing) return
  await tx.db.table('permit_blocks').insert({ ...cause, detail: JSON.stringify(detail), since: tx.now })
}

export async function unblockArea(tx: Tx, cause: Pick<Cause, 'cause_type' | 'cause_id'>): Promise<void> {
  await tx.db.from('permit_blocks').where(cause).whereNull('ended_at').update({ ended_at: tx.now })
}

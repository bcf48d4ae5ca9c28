import type { Tx } from '#app/kernel/transaction'
import type { BlockRow } from '#modules/permits/rows'

interface Cause {
  id: string
  detail: Record<string, string | number>
}

/** A statement takes 500 rows at most. */
const ROWS = 200

/** Notes what stands against work in an area until it is over; noted once, however often it is told. */
export async function blockArea(tx: Tx, areaCode: string, type: BlockRow['cause_type'], causes: Cause[]): Promise<void> {
  for (let at = 0; at < causes.length; at += ROWS) {
    const part = causes.slice(at, at + ROWS)
    const ids = part.map(({ id }) => id)
    const standing = await tx.db.from('permit_blocks').where('cause_type', type).whereIn('cause_id', ids).whereNull('ended_at').select('cause_id')
    const known = new Set(standing.map((row): string => row.cause_id))
    const fresh = part.filter(({ id }) => !known.has(id))
    if (fresh.length > 0)
      await tx.db.table('permit_blocks').multiInsert(
        fresh.map(({ id, detail }) => ({ area_code: areaCode, cause_type: type, cause_id: id, detail: JSON.stringify(detail), since: tx.now }))
      )
  }
}

export async function unblockArea(tx: Tx, type: BlockRow['cause_type'], ids: string[]): Promise<void> {
  for (let at = 0; at < ids.length; at += ROWS)
    await tx.db.from('permit_blocks').where('cause_type', type).whereIn('cause_id', ids.slice(at, at + ROWS)).whereNull('ended_at').update({ ended_at: tx.now })
}

import type { Tx } from '#app/kernel/transaction'
import { register } from '#modules/personnel/access/register'
import type { MusterRow } from '#modules/personnel/rows'

export interface Left {
  accountId: string
  areaCode: string
  gateCode: string
  at: number
}

/** Who goes out through a gate while a count runs is safe, and need not be looked for. */
export async function noteLeft(tx: Tx, left: Left[]): Promise<void> {
  if (left.length === 0) return
  const running: MusterRow[] = await tx.db.from('musters').whereNull('ended_at')
  for (const muster of running)
    for (const { accountId, areaCode, gateCode, at } of left) {
      const within = register.places.areas.get(areaCode)?.within ?? [areaCode]
      if (!within.includes(muster.area_code)) continue
      await tx.db
        .from('muster_replies')
        .where({ muster_id: muster.id, account_id: accountId })
        .whereNull('reply')
        .update({ reply: 'arrived', how: 'gate', replied_at: at, replied_by: gateCode })
    }
}

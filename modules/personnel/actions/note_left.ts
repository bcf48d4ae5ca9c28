import type { Tx } from '#app/kernel/transaction'
import { register } from '#modules/personnel/access/register'

/** Who goes out through a gate while a count runs is safe, and need not be looked for. */
export async function noteLeft(tx: Tx, left: { accountId: string; areaCode: string; gateCode: string; at: number }): Promise<void> {
  const { places } = await register.fresh()
  const within = places.areas.get(left.areaCode)?.within ?? [left.areaCode]
  const running = await tx.db.from('musters').whereIn('area_code', within).whereNull('ended_at').select('id')
  if (running.length === 0) return
  await tx.db
    .from('muster_replies')
    .whereIn('muster_id', running.map((row) => row.id))
    .where('account_id', left.accountId)
    .whereNull('reply')
    .update({ reply: 'arrived', how: 'gate', replied_at: left.at, replied_by: left.gateCode })
}

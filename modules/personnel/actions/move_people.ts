import type { Tx } from '#app/kernel/transaction'
import { newId } from '#app/kernel/ids'
import type { DecisionRecord } from '#modules/personnel/access/record'
import { register } from '#modules/personnel/access/register'
import { PersonEntered, PersonLeft } from '#modules/personnel/events'
import type { PresenceRow } from '#modules/personnel/rows'

/**
 * Who was let in is inside, who was let out is not. Somebody who is let in elsewhere has left where he was, although no
 * gate saw it; an area inside another is not elsewhere.
 */
export async function movePeople(tx: Tx, passages: DecisionRecord[]): Promise<void> {
  const accounts = [...new Set(passages.flatMap(({ accountId }) => (accountId ? [accountId] : [])))]
  if (accounts.length === 0) return
  const rows: PresenceRow[] = await tx.db.from('presence').whereIn('account_id', accounts).whereNull('left_at')
  const inside = new Map(accounts.map((id) => [id, rows.filter((row) => row.account_id === id)]))

  for (const { accountId, areaCode, gateCode, direction, at } of passages) {
    const mine = accountId ? inside.get(accountId) : undefined
    if (!accountId || !areaCode || !mine) continue
    const here = mine.find((row) => row.area_code === areaCode)
    const leaving = direction === 'out' ? mine.filter((row) => row === here) : mine.filter((row) => isElsewhere(row.area_code, areaCode))
    for (const row of leaving) {
      const end_cause = direction === 'out' ? 'left' : 'entered_elsewhere'
      await tx.db.from('presence').where('id', row.id).update({ left_at: at, exit_gate: gateCode, end_cause })
      await tx.emit(PersonLeft, { accountId, areaCode: row.area_code, gateCode, at })
      mine.splice(mine.indexOf(row), 1)
    }
    if (direction === 'out' || here) continue
    const row: PresenceRow = {
      id: newId(),
      account_id: accountId,
      area_code: areaCode,
      entered_at: at,
      entry_gate: gateCode,
      left_at: null,
      exit_gate: null,
      end_cause: null,
    }
    await tx.db.table('presence').insert(row)
    await tx.emit(PersonEntered, { accountId, areaCode, gateCode, at })
    mine.push(row)
  }
}

function isElsewhere(one: string, other: string): boolean {
  const { areas } = register.places
  return one !== other && !areas.get(one)?.within.includes(other) && !areas.get(other)?.within.includes(one)
}

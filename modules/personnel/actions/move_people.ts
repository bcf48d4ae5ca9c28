import type { Tx } from '#app/kernel/transaction'
import { newId } from '#app/kernel/ids'
import type { DecisionRecord } from '#modules/personnel/access/record'
import { register } from '#modules/personnel/access/register'
import { noteLeft, type Left } from '#modules/personnel/actions/note_left'
import { PersonEntered, PersonLeft } from '#modules/personnel/events'
import type { PresenceRow } from '#modules/personnel/rows'

/**
 * Who was let in is inside, who was let out is not. Somebody who is let in elsewhere has left where he was, although no
 * gate saw it; an area inside another is not elsewhere.
 */
export async function movePeople(tx: Tx, passages: DecisionRecord[]): Promise<void> {
  const accounts = [...new Set(passages.flatMap(({ accountId }) => (accountId ? [accountId] : [])))]
  if (accounts.length === 0) return
  const stored: PresenceRow[] = await tx.db.from('presence').whereIn('account_id', accounts).whereNull('left_at')
  const inside = new Map(accounts.map((id) => [id, stored.filter((row) => row.account_id === id)]))
  const entered: PresenceRow[] = []
  const left: Left[] = []
  const ended: PresenceRow[] = []

  for (const { accountId, areaCode, gateCode, direction, at } of passages) {
    const mine = accountId ? inside.get(accountId) : undefined
    if (!accountId || !areaCode || !mine) continue
    const leaving = mine.filter((row) => (direction === 'out' ? row.area_code === areaCode : isElsewhere(row.area_code, areaCode)))
    for (const row of leaving) {
      Object.assign(row, { left_at: at, exit_gate: gateCode, end_cause: direction === 'out' ? 'left' : 'entered_elsewhere' })
      ended.push(row)
      left.push({ accountId, areaCode: row.area_code, gateCode, at })
      mine.splice(mine.indexOf(row), 1)
    }
    if (direction === 'out' || mine.some((row) => row.area_code === areaCode)) continue
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
    mine.push(row)
    entered.push(row)
  }
  await store(tx, entered, ended)
  await tx.emit(PersonEntered, ...entered.map((row) => ({ accountId: row.account_id, areaCode: row.area_code, gateCode: row.entry_gate, at: row.entered_at })))
  await tx.emit(PersonLeft, ...left)
  await noteLeft(tx, left)
}

/** Ends first: who went out and came in again within one batch is inside once. */
async function store(tx: Tx, entered: PresenceRow[], ended: PresenceRow[]): Promise<void> {
  const isNew = new Set(entered)
  for (const row of ended) {
    if (isNew.has(row)) continue
    const { left_at, exit_gate, end_cause } = row
    await tx.db.from('presence').where('id', row.id).update({ left_at, exit_gate, end_cause })
  }
  if (entered.length > 0) await tx.db.table('presence').multiInsert(entered)
}

function isElsewhere(one: string, other: string): boolean {
  const { areas } = register.places
  return one !== other && !areas.get(one)?.within.includes(other) && !areas.get(other)?.within.includes(one)
}

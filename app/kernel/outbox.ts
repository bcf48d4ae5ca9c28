import { newId } from '#app/kernel/ids'
import { subscribersOf } from '#app/kernel/events'
import type { Tx } from '#app/kernel/transaction'

export interface DeliveryRow {
  id: number
  event_id: string
  subscriber: string
  status: 'open' | 'done' | 'spent'
  attempts: number
  next_attempt_at: number
  error: string | null
}

/** A statement takes 500 rows at most. */
const ROWS = 200

/** Writes the events, and for each one open delivery for each subscriber, in the caller's transaction. */
export async function recordEvents(tx: Tx, name: string, payloads: object[]): Promise<void> {
  if (payloads.length === 0) return
  const rows = payloads.map((payload) => ({ id: newId(), name, payload: JSON.stringify(payload), occurred_at: tx.now }))
  for (let at = 0; at < rows.length; at += ROWS) await tx.db.table('outbox_events').multiInsert(rows.slice(at, at + ROWS))

  const deliveries = rows.flatMap(({ id }) =>
    subscribersOf(name).map((subscriber) => ({
      event_id: id,
      subscriber,
      status: 'open',
      attempts: 0,
      next_attempt_at: tx.now,
    }))
  )
  for (let at = 0; at < deliveries.length; at += ROWS) await tx.db.table('outbox_deliveries').multiInsert(deliveries.slice(at, at + ROWS))
}

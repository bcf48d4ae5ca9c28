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

/** Writes the event and one open delivery for each subscriber, in the caller's transaction. */
export async function recordEvent(tx: Tx, name: string, payload: object): Promise<void> {
  const id = newId()
  await tx.db.table('outbox_events').insert({ id, name, payload: JSON.stringify(payload), occurred_at: tx.now })

  const deliveries = subscribersOf(name).map((subscriber) => ({
    event_id: id,
    subscriber,
    status: 'open',
    attempts: 0,
    next_attempt_at: tx.now,
  }))
  if (deliveries.length > 0) await tx.db.table('outbox_deliveries').multiInsert(deliveries)
}

import db from '@adonisjs/lucid/services/db'
import { clock } from '#app/kernel/clock'
import { dutyOf } from '#app/kernel/events'
import { onCommit, transact } from '#app/kernel/transaction'
import type { DeliveryRow } from '#app/kernel/outbox'

const BATCH = 100
const SCAN_INTERVAL_MS = 1_000
/** After the last one (about four minutes in all) the delivery is spent, which is an alarm of its own. */
const RETRY_DELAYS_MS = [200, 1_000, 5_000, 15_000, 60_000, 180_000]

export interface SpentDelivery {
  event: string
  subscriber: string
  error: string
}

/**
 * Carries out the duties that hang on committed events. One at a time and in order; a failing duty is retried later and
 * holds up no other.
 */
export class OutboxDispatcher {
  #timer: NodeJS.Timeout | null = null
  #stopListening: (() => void) | null = null
  #draining: Promise<void> | null = null
  #again = false
  #stopped = false

  constructor(private onSpent: (delivery: SpentDelivery) => void = () => {}) {}

  start(): void {
    this.#stopped = false
    this.#stopListening = onCommit((events) => events.length > 0 && this.poke())
    this.#timer = setInterval(() => this.poke(), SCAN_INTERVAL_MS)
    this.poke()
  }

  async stop(): Promise<void> {
    this.#stopped = true
    if (this.#timer) clearInterval(this.#timer)
    this.#stopListening?.()
    await this.#draining
  }

  /** Looks for due deliveries soon; never runs twice at once. */
  poke(): void {
    if (this.#stopped) return
    if (this.#draining) {
      this.#again = true
      return
    }
    this.#draining = this.drain()
      .catch(() => undefined)
      .finally(() => {
        this.#draining = null
        if (this.#again) {
          this.#again = false
          this.poke()
        }
      })
  }

  /** Delivers until nothing is due. */
  async drain(): Promise<void> {
    for (;;) {
      const due: DeliveryRow[] = await db
        .from('outbox_deliveries')
        .where('status', 'open')
        .where('next_attempt_at', '<=', clock.now())
        .orderBy('id')
        .limit(BATCH)
      if (due.length === 0) return
      for (const delivery of due) {
        if (this.#stopped) return
        await this.#deliver(delivery)
      }
    }
  }

  async #deliver(delivery: DeliveryRow): Promise<void> {
    const row = await db.from('outbox_events').where('id', delivery.event_id).firstOrFail()
    const duty = dutyOf(row.name, delivery.subscriber)
    if (!duty) return this.#postpone(delivery, row.name, new Error(`no duty is registered as ${delivery.subscriber}`))
    try {
      await transact(async (tx) => {
        const event = { id: row.id, name: row.name, payload: JSON.parse(row.payload), occurredAt: row.occurred_at }
        await duty(event, tx)
        await tx.db.from('outbox_deliveries').where('id', delivery.id).update({ status: 'done', done_at: tx.now })
      })
    } catch (error) {
      await this.#postpone(delivery, row.name, error as Error)
    }
  }

  async #postpone(delivery: DeliveryRow, event: string, error: Error): Promise<void> {
    const delay = RETRY_DELAYS_MS[delivery.attempts]
    const spent = delay === undefined
    await transact((tx) =>
      tx.db
        .from('outbox_deliveries')
        .where('id', delivery.id)
        .update({
          attempts: delivery.attempts + 1,
          status: spent ? 'spent' : 'open',
          next_attempt_at: tx.now + (delay ?? 0),
          error: String(error.message).slice(0, 500),
        })
    )
    if (spent) this.onSpent({ event, subscriber: delivery.subscriber, error: error.message })
  }
}

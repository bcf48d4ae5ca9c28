import db from '@adonisjs/lucid/services/db'
import { clock } from '#app/kernel/clock'
import { ClockWatch } from '#app/kernel/clock_watch'
import { subscriberOf, type DomainEvent, type Subscriber } from '#app/kernel/events'
import { onCommit, transact, type Tx } from '#app/kernel/transaction'
import type { DeliveryRow } from '#app/kernel/outbox'

const BATCH = 500
/** How long duties that are carried out one by one may keep others from writing. */
const LONGEST_TURN_MS = 50
const SCAN_INTERVAL_MS = 1_000
/** After the last one (about four minutes in all) the delivery is spent, which is an alarm of its own. */
const RETRY_DELAYS_MS = [200, 1_000, 5_000, 15_000, 60_000, 180_000]

export interface SpentDelivery {
  event: string
  subscriber: string
  error: string
}

/** Deliveries of one subscriber, with their events, that may be carried out together. */
interface Load {
  event: string
  subscriber: string
  items: { delivery: DeliveryRow; event: DomainEvent<any> }[]
}

/**
 * Carries out the duties that hang on committed events, one load at a time and in order. What waits for the same
 * subscriber shares a transaction; where one fails, each is carried out by itself, so that a failing duty is retried
 * later and holds up no other.
 */
export class OutboxDispatcher {
  #timer: NodeJS.Timeout | null = null
  #stopListening: (() => void) | null = null
  #draining: Promise<void> | null = null
  #again = false
  #clockWatch = new ClockWatch()
  #stopped = false

  constructor(private onSpent: (delivery: SpentDelivery) => void = () => {}) {}

  start(): void {
    this.#stopped = false
    void this.#dueAtOnce().catch(() => undefined)
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
    if (this.#clockWatch.look() < 0) await this.#dueAtOnce()
    for (;;) {
      const due: DeliveryRow[] = await db
        .from('outbox_deliveries')
        .where('status', 'open')
        .where('next_attempt_at', '<=', clock.now())
        .orderBy('id')
        .limit(BATCH)
      if (due.length === 0) return
      for (const load of await loadsOf(due)) {
        if (this.#stopped) return
        await this.#deliver(load)
      }
    }
  }

  /** The clock was set back: what was to be done in a moment would wait for that hour to come again. */
  async #dueAtOnce(): Promise<void> {
    await transact((tx) => tx.db.from('outbox_deliveries').where('status', 'open').where('next_attempt_at', '>', tx.now).update({ next_attempt_at: tx.now }))
  }

  async #deliver(load: Load): Promise<void> {
    const subscriber = subscriberOf(load.event, load.subscriber)
    if (!subscriber) {
      for (const { delivery } of load.items) await this.#postpone(delivery, load.event, new Error(`no duty is registered as ${load.subscriber}`))
      return
    }
    for (let rest = load.items; rest.length > 0 && !this.#stopped;) {
      const done = await this.#together(subscriber, rest)
      if (done === 0) return this.#oneByOne(subscriber, { ...load, items: rest })
      rest = rest.slice(done)
    }
  }

  /** How many were carried out in one transaction; none where one of them failed. */
  async #together(subscriber: Subscriber, items: Load['items']): Promise<number> {
    if (items.length === 1) return 0
    try {
      return await transact(async (tx) => {
        const done = await carryOut(subscriber, items, tx)
        await markDone(tx, items.slice(0, done))
        return done
      })
    } catch {
      return 0
    }
  }

  async #oneByOne(subscriber: Subscriber, load: Load): Promise<void> {
    for (const item of load.items) {
      if (this.#stopped) return
      try {
        await transact(async (tx) => {
          await carryOut(subscriber, [item], tx)
          await markDone(tx, [item])
        })
      } catch (error) {
        await this.#postpone(item.delivery, load.event, error as Error)
      }
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

/** By event and subscriber; events of different names keep their order, as a reset must not overtake its alarm. */
async function loadsOf(due: DeliveryRow[]): Promise<Load[]> {
  const rows = await db.from('outbox_events').whereIn('id', [...new Set(due.map(({ event_id: id }) => id))])
  const events = new Map(rows.map((row) => [row.id, { id: row.id, name: row.name, payload: JSON.parse(row.payload), occurredAt: row.occurred_at }]))
  const loads: Load[] = []
  let stretch = new Map<string, Load>()
  let name: string | null = null
  for (const delivery of due) {
    const event = events.get(delivery.event_id)!
    if (event.name !== name) stretch = new Map()
    name = event.name
    const known = stretch.get(delivery.subscriber)
    const load: Load = known ?? { event: event.name, subscriber: delivery.subscriber, items: [] }
    load.items.push({ delivery, event })
    if (known) continue
    stretch.set(delivery.subscriber, load)
    loads.push(load)
  }
  return loads
}

/** Carries out all, or as many as fit into a turn; says how many. */
async function carryOut(subscriber: Subscriber, items: Load['items'], tx: Tx): Promise<number> {
  if ('all' in subscriber) {
    await subscriber.all(items.map(({ event }) => event), tx)
    return items.length
  }
  const until = clock.monotonic() + LONGEST_TURN_MS
  let done = 0
  for (const { event } of items) {
    await subscriber.each(event, tx)
    done += 1
    if (clock.monotonic() > until) break
  }
  return done
}

async function markDone(tx: Tx, items: Load['items']): Promise<void> {
  const ids = items.map(({ delivery }) => delivery.id)
  await tx.db.from('outbox_deliveries').whereIn('id', ids).update({ status: 'done', done_at: tx.now })
}

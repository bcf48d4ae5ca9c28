import { AsyncLocalStorage } from 'node:async_hooks'
import db from '@adonisjs/lucid/services/db'
import type { TransactionClientContract } from '@adonisjs/lucid/types/database'
import { clock, type Instant } from '#app/kernel/clock'
import type { EventType } from '#app/kernel/events'
import { recordEvents } from '#app/kernel/outbox'
import { isLockedElsewhere } from '#app/kernel/storage_trouble'

/** What an action writes through: rows, audit and events of one transaction stand or fall together. */
export interface Tx {
  db: TransactionClientContract
  /** The instant of this transaction: one for all that it writes. */
  now: Instant
  /** Several payloads are several events of this type, in their order. */
  emit<Payload extends object>(event: EventType<Payload>, ...payloads: Payload[]): Promise<void>
}

const running = new AsyncLocalStorage<Tx>()
const listeners = new Set<(events: string[]) => void>()
let queue: Promise<unknown> = Promise.resolve()

/** Calls back after each commit with the names of its events: for screens and runners that look again, no duties. */
export function onCommit(listener: (events: string[]) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/**
 * Runs `work` in one transaction; inside a running one it joins that. Writers of this process queue up here rather than
 * in the database's lock, where each would hold a thread of the pool.
 */
export function transact<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const outer = running.getStore()
  if (outer) return work(outer)

  const turn = queue.then(() => runInTransaction(work))
  queue = turn.catch(() => undefined)
  return turn
}

/** Longer than any backup or command holds the lock; who waits here has been told nothing yet. */
const LONGEST_LOCK_MS = 60_000

/** The first statement takes the write lock, so that another process can't slip in between our read and our write. */
async function takeTurn(trx: TransactionClientContract): Promise<void> {
  for (const began = clock.monotonic(); ;) {
    try {
      await trx.rawQuery('UPDATE writer_turns SET turn = turn + 1')
      return
    } catch (error) {
      if (!isLockedElsewhere(error) || clock.monotonic() - began > LONGEST_LOCK_MS) throw error
    }
  }
}

async function runInTransaction<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
  const events: string[] = []
  const value = await db.transaction(async (trx) => {
    await takeTurn(trx)
    const tx: Tx = {
      db: trx,
      now: clock.now(),
      async emit(event, ...payloads) {
        if (payloads.length > 0) events.push(event.name)
        await recordEvents(tx, event.name, payloads)
      },
    }
    return running.run(tx, () => work(tx))
  })
  for (const listener of listeners) listener(events)
  return value
}

import type { Instant } from '#app/kernel/clock'
import type { Tx } from '#app/kernel/transaction'

/** Something that happened, in the past tense, with plain data: ids, codes, instants. */
export interface EventType<Payload> {
  name: string
  /** Never set: carries the payload's type. */
  readonly payload?: Payload
}

export interface DomainEvent<Payload> {
  id: string
  name: string
  payload: Payload
  occurredAt: Instant
}

export type Duty<Payload> = (event: DomainEvent<Payload>, tx: Tx) => Promise<void>

/** Declares an event type; the name is `<room>.<past_tense>`. */
export function defineEvent<Payload extends object>(name: string): EventType<Payload> {
  return { name }
}

const duties = new Map<string, Map<string, Duty<any>>>()

/**
 * Hangs a duty on an event: it runs after the commit, in its own transaction, which also marks the delivery as done, so
 * its database effects happen exactly once. `subscriber` is stored with the delivery: renaming it orphans what is open.
 */
export function subscribe<Payload>(event: EventType<Payload>, subscriber: string, duty: Duty<Payload>): void {
  const subscribers = duties.get(event.name) ?? new Map<string, Duty<any>>()
  subscribers.set(subscriber, duty)
  duties.set(event.name, subscribers)
}

export const subscribersOf = (name: string): string[] => [...(duties.get(name)?.keys() ?? [])]
export const dutyOf = (name: string, subscriber: string): Duty<any> | null => duties.get(name)?.get(subscriber) ?? null

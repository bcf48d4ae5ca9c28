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
export type BatchDuty<Payload> = (events: DomainEvent<Payload>[], tx: Tx) => Promise<void>

/** How a subscriber takes its events: one after another, or many at once. */
export type Subscriber = { each: Duty<any> } | { all: BatchDuty<any> }

/** Declares an event type; the name is `<room>.<past_tense>`. */
export function defineEvent<Payload extends object>(name: string): EventType<Payload> {
  return { name }
}

const duties = new Map<string, Map<string, Subscriber>>()

function register(event: string, name: string, subscriber: Subscriber): void {
  const subscribers = duties.get(event) ?? new Map<string, Subscriber>()
  subscribers.set(name, subscriber)
  duties.set(event, subscribers)
}

/**
 * Hangs a duty on an event: it runs after the commit, in a transaction that also marks the delivery as done, so that its
 * database effects happen exactly once. `subscriber` is stored with the delivery: renaming it orphans what is open.
 */
export function subscribe<Payload>(event: EventType<Payload>, subscriber: string, duty: Duty<Payload>): void {
  register(event.name, subscriber, { each: duty })
}

/** The same for what comes in thousands: all events that wait are one call, oldest first, and stand or fall together. */
export function subscribeToMany<Payload>(event: EventType<Payload>, subscriber: string, duty: BatchDuty<Payload>): void {
  register(event.name, subscriber, { all: duty })
}

export const subscribersOf = (name: string): string[] => [...(duties.get(name)?.keys() ?? [])]
export const subscriberOf = (name: string, subscriber: string): Subscriber | null => duties.get(name)?.get(subscriber) ?? null

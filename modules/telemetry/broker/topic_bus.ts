import type { Delivery } from '#modules/telemetry/broker/broker'
import { matchTopic } from '#modules/telemetry/drivers/mqtt_payload'

export type TopicHandler = (topic: string, payload: Buffer, variables: readonly string[], delivery: Delivery) => Promise<void> | void

/** Topics whose listener is remembered; beyond this they are looked up again. */
const MOST_REMEMBERED = 50_000

/** Whoever listens to the broker's topics, and to whether the broker is there. */
export class TopicBus {
  #listeners: { pattern: string; handle: TopicHandler }[] = []
  #watchers = new Set<(up: boolean, error: string | null) => void>()
  #remembered = new Map<string, { handle: TopicHandler; variables: readonly string[] } | null>()

  /** The patterns that an external broker must send us. */
  get patterns(): string[] {
    return [...new Set(this.#listeners.map(({ pattern }) => pattern))]
  }

  /** Hears each message under `pattern` that nobody before hears already; the returned function ends it. */
  listen(pattern: string, handle: TopicHandler): () => void {
    const listener = { pattern, handle }
    this.#listeners.push(listener)
    this.#remembered.clear()
    return () => {
      this.#listeners = this.#listeners.filter((one) => one !== listener)
      this.#remembered.clear()
    }
  }

  watch(watcher: (up: boolean, error: string | null) => void): () => void {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  dispatch(topic: string, payload: Buffer, delivery: Delivery = 'new'): Promise<void> | void {
    const known = this.#remembered.get(topic) ?? this.#find(topic)
    return known?.handle(topic, payload, known.variables, delivery)
  }

  connection(up: boolean, error: string | null): void {
    for (const watcher of this.#watchers) watcher(up, error)
  }

  #find(topic: string) {
    // A whole topic goes before a pattern: an output's state is no reading.
    const ordered = [...this.#listeners].sort((a, b) => Number(a.pattern.includes('+')) - Number(b.pattern.includes('+')))
    let found: { handle: TopicHandler; variables: readonly string[] } | null = null
    for (const { pattern, handle } of ordered) {
      const variables = matchTopic(pattern, topic)
      if (variables === null) continue
      found = { handle, variables }
      break
    }
    if (this.#remembered.size >= MOST_REMEMBERED) this.#remembered.clear()
    this.#remembered.set(topic, found)
    return found
  }
}

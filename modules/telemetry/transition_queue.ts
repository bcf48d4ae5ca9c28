import logger from '@adonisjs/core/services/logger'
import { isStorageTrouble } from '#app/kernel/storage_trouble'
import { applyTransitions, passOver, type Journalled } from '#modules/telemetry/actions/apply_transition'

const RETRY_MS = 500
/** Ten seconds: longer than any lock is held. */
const MOST_TRIES = 20
/** As many as one transaction takes: a flood is stored in hundreds. */
const MOST_AT_ONCE = 250

/**
 * Applies the engine's transitions in their order, many in one transaction. Where that fails, one after another: one that
 * can't be applied is tried again and none overtakes it, until it is plain that it alone is the fault: then it is passed
 * over, with an alarm, so that the others get through.
 */
export class TransitionQueue {
  #waiting: Journalled[] = []
  #running: Promise<void> | null = null
  #stopped = false
  /** How many come by themselves since they could not be applied together. */
  #singly = 0

  constructor(
    private onApplied: (seq: number) => void,
    private retryMs = RETRY_MS
  ) {}

  push(seq: number, transition: Journalled['transition']): void {
    this.#waiting.push({ seq, transition })
    this.#running ??= this.#drain().finally(() => {
      this.#running = null
    })
  }

  async stop(): Promise<void> {
    this.#stopped = true
    await this.#running
  }

  async #drain(): Promise<void> {
    for (let tries = 0; this.#waiting.length > 0 && !this.#stopped;) {
      const batch = this.#waiting.slice(0, this.#singly > 0 ? 1 : MOST_AT_ONCE)
      const [first] = batch as [Journalled]
      try {
        await (tries < MOST_TRIES ? applyTransitions(batch) : passOver(first.seq, first.transition))
      } catch (error) {
        logger.error({ err: error, seq: first.seq, count: batch.length, kind: first.transition.kind }, 'transitions could not be applied yet')
        if (batch.length > 1) this.#singly = batch.length
        else {
          // A disk that is full or locked is not the transition's fault: it waits, however long that takes.
          if (!isStorageTrouble(error)) tries += 1
          this.#singly = Math.max(this.#singly, 1)
          await new Promise((resolve) => setTimeout(resolve, this.retryMs))
        }
        continue
      }
      tries = 0
      this.#singly = Math.max(0, this.#singly - batch.length)
      this.#waiting.splice(0, batch.length)
      for (const { seq } of batch) this.onApplied(seq)
    }
  }
}

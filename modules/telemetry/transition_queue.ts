import logger from '@adonisjs/core/services/logger'
import { applyTransition, passOver } from '#modules/telemetry/actions/apply_transition'
import type { Transition } from '#modules/telemetry/engine/port'

const RETRY_MS = 500
/** Ten seconds: longer than any lock is held. */
const MOST_TRIES = 20

/**
 * Applies the engine's transitions one after another. One that can't be applied is tried again and none overtakes it,
 * until it is plain that it alone is the fault: then it is passed over, with an alarm, so that the others get through.
 */
export class TransitionQueue {
  #waiting: { seq: number; transition: Transition }[] = []
  #running: Promise<void> | null = null
  #stopped = false

  constructor(
    private onApplied: (seq: number) => void,
    private retryMs = RETRY_MS
  ) {}

  push(seq: number, transition: Transition): void {
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
      const { seq, transition } = this.#waiting[0]!
      try {
        await (tries < MOST_TRIES ? applyTransition(seq, transition) : passOver(seq, transition))
      } catch (error) {
        tries += 1
        logger.error({ err: error, seq, kind: transition.kind }, 'a transition could not be applied yet')
        await new Promise((resolve) => setTimeout(resolve, this.retryMs))
        continue
      }
      tries = 0
      this.#waiting.shift()
      this.onApplied(seq)
    }
  }
}

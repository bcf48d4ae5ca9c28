import logger from '@adonisjs/core/services/logger'
import { applyTransition } from '#modules/telemetry/actions/apply_transition'
import type { Transition } from '#modules/telemetry/engine/port'

const RETRY_MS = 500

/** Applies the engine's transitions one after another; one that can't be applied is tried again, and none overtakes it. */
export class TransitionQueue {
  #waiting: { seq: number; transition: Transition }[] = []
  #running: Promise<void> | null = null
  #stopped = false

  constructor(private onApplied: (seq: number) => void) {}

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
    while (this.#waiting.length > 0 && !this.#stopped) {
      const { seq, transition } = this.#waiting[0]!
      try {
        await applyTransition(seq, transition)
      } catch (error) {
        logger.error({ err: error, seq, kind: transition.kind }, 'a transition could not be applied yet')
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
        continue
      }
      this.#waiting.shift()
      this.onApplied(seq)
    }
  }
}

import logger from '@adonisjs/core/services/logger'
import { endOverTime } from '#app/bypasses/actions/end_bypass'

const INTERVAL_MS = 1_000

/** Ends what is over. What depends on it to the second asks the time itself and does not wait for this. */
export class BypassRunner {
  #timer: NodeJS.Timeout | null = null
  #turn: Promise<void> | null = null

  start(): void {
    this.#timer = setInterval(() => {
      this.#turn ??= endOverTime()
        .catch((error) => logger.error({ err: error }, 'the bypasses could not be looked through'))
        .finally(() => (this.#turn = null))
    }, INTERVAL_MS)
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    await this.#turn
  }
}

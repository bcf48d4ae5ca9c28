import logger from '@adonisjs/core/services/logger'
import { countStays } from '#modules/personnel/stay/keeper'

const LOOK_EVERY_MS = 2_000

/** Looks at everybody inside gas areas, again and again: nobody has to ask for a time to run out. */
export class StayWatch {
  #timer: NodeJS.Timeout | null = null
  #looking: Promise<void> | null = null

  start(): void {
    this.#timer = setInterval(() => {
      this.#looking ??= countStays()
        .catch((error) => logger.error({ err: error }, 'the stays in gas areas could not be counted'))
        .finally(() => (this.#looking = null))
    }, LOOK_EVERY_MS)
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    await this.#looking
  }
}

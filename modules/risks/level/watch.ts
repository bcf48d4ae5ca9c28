import logger from '@adonisjs/core/services/logger'
import { onCommit } from '#app/kernel/transaction'
import { followCauses } from '#modules/risks/level/causes'

const LOOK_EVERY_MS = 5_000
const SOON_MS = 100

/** Levels follow what commits change, and what time changes; a look that finds nothing new writes nothing. */
export class LevelWatch {
  #timer: NodeJS.Timeout | null = null
  #soon: NodeJS.Timeout | null = null
  #looking: Promise<void> | null = null
  #stopListening: (() => void) | null = null

  start(): void {
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS)
    this.#stopListening = onCommit((events) => {
      if (events.some((name) => name.startsWith('permits.') || name.startsWith('hazards.'))) this.#soon ??= setTimeout(() => this.#look(), SOON_MS)
    })
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    if (this.#soon) clearTimeout(this.#soon)
    this.#stopListening?.()
    await this.#looking
  }

  #look(): void {
    if (this.#soon) clearTimeout(this.#soon)
    this.#soon = null
    this.#looking ??= followCauses()
      .catch((error) => logger.error({ err: error }, 'the levels of the areas could not follow their causes'))
      .finally(() => (this.#looking = null))
  }
}

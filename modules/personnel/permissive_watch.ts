import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import { clock } from '#app/kernel/clock'
import { endOverdueAuthorizations } from '#modules/personnel/actions/release_equipment'

const LOOK_EVERY_MS = 5_000

/** Takes permissives back when their time is over; looks before it writes, so that an idle plant writes nothing. */
export class PermissiveWatch {
  #timer: NodeJS.Timeout | null = null
  #looking: Promise<void> | null = null

  start(): void {
    this.#timer = setInterval(() => {
      this.#looking ??= this.#look().finally(() => (this.#looking = null))
    }, LOOK_EVERY_MS)
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    await this.#looking
  }

  async #look(): Promise<void> {
    try {
      const over = await db.from('equipment_authorizations').where('decision', 'grant').whereNull('ended_at').where('until', '<=', clock.now()).first()
      if (over) await endOverdueAuthorizations()
    } catch (error) {
      logger.error({ err: error }, 'overdue permissives could not be taken back; trying again')
    }
  }
}

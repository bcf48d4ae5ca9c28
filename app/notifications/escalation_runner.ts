import logger from '@adonisjs/core/services/logger'
import db from '@adonisjs/lucid/services/db'
import { clock } from '#app/kernel/clock'
import { takeEscalationStep } from '#app/notifications/actions/take_escalation_step'

const SCAN_INTERVAL_MS = 1_000
const BATCH = 100

/** Looks for steps that are due: they stand in the database, so time passes for them also while the server is down. */
export class EscalationRunner {
  #timer: NodeJS.Timeout | null = null
  #busy: Promise<void> | null = null

  start(): void {
    this.#timer = setInterval(() => this.#poke(), SCAN_INTERVAL_MS)
    this.#poke()
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    await this.#busy
  }

  #poke(): void {
    this.#busy ??= this.takeDue().finally(() => {
      this.#busy = null
    })
  }

  /** One that fails is tried again at the next scan and holds up no other. */
  async takeDue(): Promise<void> {
    const due = await db.from('escalations').where('state', 'running').where('due_at', '<=', clock.now()).orderBy('priority').orderBy('due_at').limit(BATCH).select('id')
    for (const { id } of due) await takeEscalationStep(id).catch((error) => logger.error({ err: error, escalation: id }, 'an escalation step failed'))
  }
}

import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import { isStorageTrouble } from '#app/kernel/storage_trouble'
import { transact } from '#app/kernel/transaction'
import { raiseSystemAlarm } from '#modules/telemetry/actions/system_alarms'
import type { EngineHost } from '#modules/telemetry/engine/host'

const AFTER_START_MS = 5_000
const EVERY_MS = 24 * 3_600_000

/** Reads both databases through once a day: a page that went bad is found before somebody needs it. */
export class Scrub {
  #timers: NodeJS.Timeout[] = []

  constructor(private host: EngineHost) {}

  start(): void {
    const look = () => void this.#look().catch((error: unknown) => logger.error({ err: error }, 'the databases could not be checked'))
    this.#timers = [setTimeout(look, AFTER_START_MS), setInterval(look, EVERY_MS)]
  }

  stop(): void {
    for (const timer of this.#timers) clearTimeout(timer)
  }

  async #look(): Promise<void> {
    if (!(await isSound('history'))) {
      // This process still holds the damaged file open; the next question opens the new one.
      await db.manager.close('history')
      this.host.replaceHistory()
    }
    if (!(await isSound('plant')))
      await transact((tx) => raiseSystemAlarm(tx, { kind: 'database_damaged', about: 'plant.sqlite', priority: 1 }))
  }
}

async function isSound(connection: 'history' | 'plant'): Promise<boolean> {
  try {
    const rows: Record<string, unknown>[] = await db.connection(connection).rawQuery('PRAGMA quick_check(1)')
    return rows[0]?.quick_check === 'ok'
  } catch (error) {
    const code = String((error as { code?: string }).code)
    if (isStorageTrouble(error) && /CORRUPT|NOTADB/.test(code)) return false
    throw error
  }
}

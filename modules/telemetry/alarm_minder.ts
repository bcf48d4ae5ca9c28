import logger from '@adonisjs/core/services/logger'
import { clock } from '#app/kernel/clock'
import { transact } from '#app/kernel/transaction'
import { endOutOfServiceOverTime } from '#modules/telemetry/actions/out_of_service'
import { judgeChecks } from '#modules/telemetry/actions/judge_checks'
import { realarmUnseen } from '#modules/telemetry/actions/realarm'
import { unshelveOverTime } from '#modules/telemetry/actions/shelve_alarm'
import { endFloods } from '#modules/telemetry/floods'

const INTERVAL_MS = 1_000
const CHECKS_EVERY_MS = 60_000

/** What time alone does to alarms: shelves and outages end, the unseen sounds again, floods run out, checks fall due. */
export class AlarmMinder {
  #timer: NodeJS.Timeout | null = null
  #turn: Promise<void> | null = null
  #checkedAt = -Infinity

  start(): void {
    this.#timer = setInterval(() => {
      this.#turn ??= this.look()
        .catch((error) => logger.error({ err: error }, 'the alarms could not be looked through'))
        .finally(() => (this.#turn = null))
    }, INTERVAL_MS)
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    await this.#turn
  }

  async look(): Promise<void> {
    await unshelveOverTime()
    await endOutOfServiceOverTime()
    await realarmUnseen()
    await transact(endFloods)
    if (clock.monotonic() - this.#checkedAt < CHECKS_EVERY_MS) return
    this.#checkedAt = clock.monotonic()
    await judgeChecks()
  }
}

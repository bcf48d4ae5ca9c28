import { clock } from '#app/kernel/clock'
import type { FromHousekeeper } from '#modules/telemetry/historian/messages'
import type { HistoryStore } from '#modules/telemetry/historian/store'

const PAUSE_MS = 25
const ROUND_EVERY_MS = 10 * 60_000
const AFTER_FAILURE_MS = 5_000
const REPORT_EVERY_MS = 2_000

/** Runs retention between the batches: one slice, then a pause in which the engine's batches have their turn. */
export class Housekeeper {
  #timer: NodeJS.Timeout | null = null
  #reportedAt = -Infinity

  constructor(
    private store: HistoryStore,
    private busy: () => boolean,
    private say: (message: FromHousekeeper) => void
  ) {}

  begin(): void {
    this.stop()
    this.#later(PAUSE_MS)
  }

  stop(): void {
    if (this.#timer) clearTimeout(this.#timer)
    this.#timer = null
  }

  #later(ms: number): void {
    this.#timer = setTimeout(() => this.#turn(), ms)
  }

  #turn(): void {
    if (this.busy()) return this.#later(PAUSE_MS)
    try {
      const more = this.store.retention.step()
      if (!more || clock.monotonic() - this.#reportedAt > REPORT_EVERY_MS) this.#report(null)
      this.#later(more ? PAUSE_MS : ROUND_EVERY_MS)
    } catch (error) {
      this.#report((error as Error).message)
      this.#later(AFTER_FAILURE_MS)
    }
  }

  #report(error: string | null): void {
    this.#reportedAt = clock.monotonic()
    this.say({ type: 'retention', status: this.store.retention.status, error })
  }
}

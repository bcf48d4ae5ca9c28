import type { EngineHost } from '#modules/telemetry/engine/host'
import type { RetentionStatus } from '#modules/telemetry/historian/messages'
import { historyPolicy } from '#modules/telemetry/queries/history_policy'

const LOOK_EVERY_MS = 30_000

/** Tells the historian what is kept and how long, again whenever settings or points have changed it; knows how far it came. */
class HistoryKeeper {
  #timer: NodeJS.Timeout | null = null
  #told = ''
  status: RetentionStatus | null = null
  /** Why the last slice could not be done; null when it could. */
  error: string | null = null

  start(host: EngineHost): void {
    host.on('retention', ({ status, error }) => {
      this.status = status
      this.error = error
    })
    const look = () => void this.#look(host).catch(() => undefined)
    look()
    this.#timer = setInterval(look, LOOK_EVERY_MS)
  }

  stop(): void {
    if (this.#timer) clearInterval(this.#timer)
    this.#told = ''
  }

  async #look(host: EngineHost): Promise<void> {
    const policy = await historyPolicy()
    const told = JSON.stringify(policy)
    if (told === this.#told) return
    host.keep(policy)
    this.#told = told
  }
}

export const historyKeeper = new HistoryKeeper()

import type { Driver, DriverEvents } from '#modules/telemetry/drivers/driver'
import type { HttpSourceConfig, RegisterProbe } from '#modules/telemetry/engine/port'

/** A source that sends by itself, over HTTP: here only its silence is watched. */
export class HttpDriver implements Driver {
  #events: DriverEvents | null = null
  #timer: NodeJS.Timeout | null = null

  constructor(private config: HttpSourceConfig) {}

  async start(events: DriverEvents): Promise<void> {
    this.#events = events
    this.#wait()
  }

  async stop(): Promise<void> {
    this.#events = null
    if (this.#timer) clearTimeout(this.#timer)
  }

  /** A batch with readings of its points has come. */
  pushed(): void {
    this.#events?.found()
    this.#wait()
  }

  async probe(): Promise<RegisterProbe[]> {
    return []
  }

  #wait(): void {
    const { silentAfterMs } = this.config
    if (this.#timer) clearTimeout(this.#timer)
    if (silentAfterMs === null || !this.#events) return
    this.#timer = setTimeout(() => this.#events?.lost(`nothing sent for ${silentAfterMs} ms`), silentAfterMs)
  }
}

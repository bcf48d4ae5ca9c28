import { clock } from '#app/kernel/clock'
import { newId } from '#app/kernel/ids'
import type { EngineHost } from '#modules/telemetry/engine/host'
import type { EngineStats, OutputSnapshot, PointSnapshot } from '#modules/telemetry/engine/port'

const REFRESH_MS = 500
/** A snapshot older than this is not shown as the present. */
const STALE_MS = 3_000

/** The running engine as the web thread sees it; in tests and commands there is none, and nothing is known. */
class EngineLink {
  #host: EngineHost | null = null
  #timer: NodeJS.Timeout | null = null
  #points = new Map<string, PointSnapshot>()
  #outputs = new Map<string, OutputSnapshot>()
  #stats: EngineStats | null = null
  #at: number | null = null

  connect(host: EngineHost): void {
    this.#host = host
    this.#timer = setInterval(() => void this.refresh().catch(() => undefined), REFRESH_MS)
  }

  disconnect(): void {
    if (this.#timer) clearInterval(this.#timer)
    this.#host = null
  }

  get host(): EngineHost | null {
    return this.#host
  }

  /** Milliseconds since the engine's last sign of life. */
  get ageMs(): number | null {
    return this.#host?.silentMs ?? null
  }

  /** Null when there is no engine or it is silent. */
  get stats(): EngineStats | null {
    return this.#fresh ? this.#stats : null
  }

  get #fresh(): boolean {
    return this.#at !== null && clock.monotonic() - this.#at < STALE_MS
  }

  /** When what is known now was taken, monotonic milliseconds; null when there is no engine or it is silent. */
  get takenAt(): number | null {
    return this.#fresh ? this.#at : null
  }

  /** The point as the engine knows it; unknown when the engine doesn't answer. */
  point(code: string): PointSnapshot {
    const known = this.#points.get(code)
    if (known && this.#fresh) return known
    const { value = null, ts = null, lastGoodTs = null } = known ?? {}
    return { code, value, quality: 'bad', fault: known ? 'lost' : 'never_read', ts, lastGoodTs }
  }

  output(code: string): OutputSnapshot {
    const known = this.#outputs.get(code)
    return known && this.#fresh ? known : { code, commanded: null, actual: null, state: 'unknown', at: null }
  }

  /** Switches an output; false when there is no engine to do it. */
  command(output: string, value: boolean, cause: string): boolean {
    if (!this.#host) return false
    this.#host.commandOutput(output, value, cause)
    return true
  }

  async refresh(): Promise<void> {
    if (!this.#host) return
    const { points, outputs, stats } = await this.#host.request({ type: 'snapshot', id: newId() })
    this.#points = new Map(points.map((point) => [point.code, point]))
    this.#outputs = new Map(outputs.map((output) => [output.code, output]))
    this.#stats = stats
    this.#at = clock.monotonic()
  }
}

export const engineLink = new EngineLink()

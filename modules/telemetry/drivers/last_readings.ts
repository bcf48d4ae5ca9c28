import type { RawReading } from '#modules/telemetry/drivers/driver'
import type { RegisterProbe } from '#modules/telemetry/engine/port'

const MOST_SHOWN = 1_000
/** Beyond this a point's last reading is not remembered. */
const MOST_KEPT = 50_000

/** The last reading of each point, for the probe of a source that is heard and not asked. */
export class LastReadings {
  #last = new Map<string, RawReading>()

  take(readings: readonly RawReading[]): void {
    for (const reading of readings)
      if (this.#last.size < MOST_KEPT || this.#last.has(reading.point)) this.#last.set(reading.point, reading)
  }

  of(point: string): RawReading | undefined {
    return this.#last.get(point)
  }

  probes(): RegisterProbe[] {
    const shown = [...this.#last.values()].slice(0, MOST_SHOWN)
    return shown.map(({ point, value }) => ({ point, address: 0, raw: [], decoded: null, value: Number.isFinite(value) ? value : null }))
  }
}

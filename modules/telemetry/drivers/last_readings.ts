import type { RawReading } from '#modules/telemetry/drivers/driver'
import type { RegisterProbe } from '#modules/telemetry/engine/port'

const MOST_SHOWN = 1_000

/** The last reading of each point, for the probe of a source that is heard and not asked. */
export class LastReadings {
  #last = new Map<string, RawReading>()

  take(readings: readonly RawReading[]): void {
    for (const reading of readings)
      if (this.#last.size < MOST_SHOWN || this.#last.has(reading.point)) this.#last.set(reading.point, reading)
  }

  probes(): RegisterProbe[] {
    return [...this.#last.values()].map(({ point, value }) => ({ point, address: 0, raw: [], decoded: null, value: Number.isFinite(value) ? value : null }))
  }
}

import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { clock } from '#app/kernel/clock'
import type { Driver, DriverEvents, RawReading } from '#modules/telemetry/drivers/driver'
import { LastReadings } from '#modules/telemetry/drivers/last_readings'
import type { Quality, RegisterProbe, ReplaySourceConfig } from '#modules/telemetry/engine/port'

const QUALITIES: readonly string[] = ['good', 'uncertain', 'bad']

interface Row {
  at: number
  reading: RawReading
}

/** `timestamp,point,value[,quality]`; null for the heading and for what is no reading. */
function readRow(line: string): Row | null {
  const [time = '', point = '', value = '', quality = 'good'] = line.split(',').map((cell) => cell.trim())
  const at = /^\d+$/.test(time) ? Number(time) : Date.parse(time)
  if (!Number.isFinite(at) || point === '') return null
  const number = value === '' ? Number.NaN : Number(value)
  const sound = Number.isFinite(number) && QUALITIES.includes(quality)
  return { at, reading: { point, value: number, ts: null, quality: sound ? (quality as Quality) : 'bad' } }
}

/** Plays a recording as if it came now, with its own pauses or faster. When it is over, the source is lost. */
export class ReplayDriver implements Driver {
  #stopping = new AbortController()
  #played: Promise<void> = Promise.resolve()
  #last = new LastReadings()

  constructor(private config: ReplaySourceConfig) {}

  async start(events: DriverEvents): Promise<void> {
    this.#stopping = new AbortController()
    const { signal } = this.#stopping
    this.#played = this.#play(events, signal).then(
      () => signal.aborted || events.lost('the recording is over'),
      (error: Error) => void (signal.aborted || events.lost(error.message))
    ) as Promise<void>
  }

  async stop(): Promise<void> {
    this.#stopping.abort()
    await this.#played
  }

  async probe(): Promise<RegisterProbe[]> {
    return this.#last.probes()
  }

  async #play(events: DriverEvents, signal: AbortSignal): Promise<void> {
    do {
      let first: number | null = null
      let begun = 0
      const lines = createInterface({ input: createReadStream(this.config.path, { signal }), crlfDelay: Number.POSITIVE_INFINITY })
      for await (const line of lines) {
        const row = readRow(line)
        if (!row) continue
        if (first === null) [first, begun] = [row.at, clock.monotonic()]
        const wait = begun + (row.at - first) / this.config.speed - clock.monotonic()
        if (wait > 0) await sleep(wait, undefined, { signal })
        signal.throwIfAborted()
        const reading = { ...row.reading, ts: clock.now() }
        this.#last.take([reading])
        events.found()
        // What can't be kept is counted where it is let go; a recording is not played again for it.
        events.readings([reading]).catch(() => undefined)
      }
      if (first === null) throw new Error('the recording holds no reading: timestamp,point,value[,quality] is wanted')
    } while (this.config.repeat)
  }
}

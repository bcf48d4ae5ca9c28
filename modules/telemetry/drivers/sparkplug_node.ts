import type { RawReading } from '#modules/telemetry/drivers/driver'
import type { SparkplugMessage, SparkplugMetric } from '#modules/telemetry/drivers/sparkplug_payload'

const SEQUENCE = 256
const SESSION = 'bdSeq'

interface Device {
  /** What its birth said of each metric, by name and by alias. */
  metrics: Map<string, { name: string; type: number }>
  points: Set<string>
  born: boolean
}

/** How a message's number follows the one before: `again` is a repetition of the last. */
export type Order = 'next' | 'again' | 'gap'

const nameKey = (name: string) => `name ${name}`
const aliasKey = (alias: string) => `alias ${alias}`

/** `{2}.{3}.{4}` of a metric; what a point's code can't hold becomes a dash. The node's own metrics have no device. */
export function sparkplugPoint(pattern: string, levels: { group: string; node: string; device: string; metric: string }): string {
  const parts = ['', levels.group, levels.node, levels.device, levels.metric.replaceAll('/', '.')]
  return pattern
    .replaceAll(/\{([1-4])\}/g, (_, number) => parts[Number(number)]!)
    .replaceAll(/\.{2,}/g, '.')
    .replaceAll(/^\.|\.$/g, '')
    .toUpperCase()
    .replaceAll(/[^A-Z0-9.-]+/g, '-')
}

/** What is known of one edge node: its session, the number of its last message, and the births of its devices. */
export class SparkplugNode {
  /** The node itself is the device without a name. */
  #devices = new Map<string, Device>()
  #seq: number | null = null
  #session: number | null = null
  /** Something was missed: what comes until the next birth is not known to be good. */
  doubtful = false

  constructor(
    private group: string,
    private node: string,
    private pattern: string
  ) {}

  get born(): boolean {
    return this.#devices.get('')?.born ?? false
  }

  isBorn(device: string): boolean {
    return this.born && (this.#devices.get(device)?.born ?? false)
  }

  /** Points of one device, or of all; those of devices that are not born again, with `unborn`. */
  points(which: { device?: string; unborn?: boolean } = {}): string[] {
    return [...this.#devices]
      .filter(([name, { born }]) => (which.device === undefined || which.device === name) && !(which.unborn && born))
      .flatMap(([, { points }]) => [...points])
  }

  follow(seq: number | null): Order {
    if (seq === null || this.#seq === null) return 'gap'
    if (seq === this.#seq) return 'again'
    const next = (this.#seq + 1) % SEQUENCE
    this.#seq = seq
    return seq === next ? 'next' : 'gap'
  }

  /** A node's birth begins a new count, and its devices are to be born again too. */
  nodeBirth(message: SparkplugMessage): RawReading[] {
    this.die()
    this.#seq = message.seq
    this.#session = message.metrics.find(({ name }) => name === SESSION)?.value(0) ?? null
    this.doubtful = false
    return this.birth('', message)
  }

  birth(name: string, message: SparkplugMessage): RawReading[] {
    const device: Device = { metrics: new Map(), points: new Set(), born: true }
    this.#devices.set(name, device)
    for (const { name: metric, alias, type } of message.metrics) {
      if (metric === null) continue
      const told = { name: metric, type }
      device.metrics.set(nameKey(metric), told)
      if (alias !== null) device.metrics.set(aliasKey(alias), told)
    }
    // A birth says what is so now, however long ago it became so.
    return this.#read(name, message, () => message.ts)
  }

  data(name: string, message: SparkplugMessage): RawReading[] {
    return this.#read(name, message, ({ ts }) => ts ?? message.ts)
  }

  /** False for the death of a former session that comes late. */
  nodeDeath(message: SparkplugMessage): boolean {
    const session = message.metrics.find(({ name }) => name === SESSION)?.value(0) ?? null
    if (session !== null && this.#session !== null && session !== this.#session) return false
    this.die()
    return true
  }

  /** Nothing counts until it is born again. */
  die(): void {
    for (const device of this.#devices.values()) device.born = false
  }

  deviceDeath(name: string): void {
    const device = this.#devices.get(name)
    if (device) device.born = false
  }

  #read(name: string, { metrics }: SparkplugMessage, instant: (metric: SparkplugMetric) => number | null): RawReading[] {
    const device = this.#devices.get(name)!
    return metrics.flatMap((metric) => {
      const key = metric.name === null ? aliasKey(metric.alias ?? '') : nameKey(metric.name)
      const told = device.metrics.get(key)
      if (!told || told.name === SESSION || told.name.startsWith('Node Control/')) return []
      const point = sparkplugPoint(this.pattern, { group: this.group, node: this.node, device: name, metric: told.name })
      device.points.add(point)
      const value = metric.value(metric.type || told.type)
      const quality = Number.isFinite(value) ? metric.quality : 'bad'
      const ts = metric.historical ? metric.ts : instant(metric)
      return { point, value, ts, quality: quality === 'good' && this.doubtful ? 'uncertain' : quality }
    })
  }
}

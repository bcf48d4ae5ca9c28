import { clock } from '#app/kernel/clock'
import type { TopicBus } from '#modules/telemetry/broker/topic_bus'
import type { Driver, DriverEvents, RawReading } from '#modules/telemetry/drivers/driver'
import { LastReadings } from '#modules/telemetry/drivers/last_readings'
import { SparkplugNode } from '#modules/telemetry/drivers/sparkplug_node'
import { readSparkplug, rebirthCommand, type SparkplugMessage } from '#modules/telemetry/drivers/sparkplug_payload'
import type { RegisterProbe, SparkplugSourceConfig } from '#modules/telemetry/engine/port'

/** A node that is asked to be born again, or whose devices are to follow it, has this long: then it is not there. */
const BIRTH_WITHIN_MS = 5_000
/** More edge nodes than this in one group are not believed: memory has an end. */
const MOST_NODES = 10_000

interface Watched {
  state: SparkplugNode
  /** Runs while a birth is awaited: its own, where it was asked for one, else those of its devices. */
  timer: NodeJS.Timeout | null
  asked: boolean
}

/**
 * The edge nodes of a Sparkplug B group. They speak only when something changes, so silence says nothing: a death makes
 * points unknown at once, and whoever was missed is asked to be born again.
 */
export class SparkplugDriver implements Driver {
  #end: (() => void)[] = []
  #nodes = new Map<string, Watched>()
  #events: DriverEvents | null = null
  #last = new LastReadings()

  constructor(
    private config: SparkplugSourceConfig,
    private bus: TopicBus,
    private publish: (topic: string, payload: Buffer) => void
  ) {}

  async start(events: DriverEvents): Promise<void> {
    this.#events = events
    const prefix = `spBv1.0/${this.config.group}`
    const hear = (_: string, payload: Buffer, [type, node, device]: readonly string[]) => this.#hear(type!, node!, device ?? '', payload)
    this.#end = [
      this.bus.listen(`${prefix}/+/+`, hear),
      this.bus.listen(`${prefix}/+/+/+`, hear),
      this.bus.watch((up, error) => {
        if (!up) return events.lost(error ?? 'the broker is away')
        events.found()
        // Deaths may have been missed: who is there says so.
        for (const [node, watched] of this.#nodes) this.#ask(node, watched)
      }),
    ]
  }

  async stop(): Promise<void> {
    for (const end of this.#end.splice(0)) end()
    for (const { timer } of this.#nodes.values()) if (timer) clearTimeout(timer)
    this.#nodes.clear()
  }

  async probe(): Promise<RegisterProbe[]> {
    return this.#last.probes()
  }

  #hear(type: string, node: string, device: string, payload: Buffer): Promise<void> | void {
    if (!['NBIRTH', 'DBIRTH', 'NDATA', 'DDATA', 'NDEATH', 'DDEATH'].includes(type)) return
    const watched = this.#watched(node)
    if (!watched) return
    const message = readSparkplug(payload)
    if (!message) return this.#ask(node, watched)
    const { state } = watched
    switch (type) {
      case 'NBIRTH':
        watched.asked = false
        this.#await(watched, () => this.#events!.gone(state.points({ unborn: true })))
        return this.#take(state.nodeBirth(message))
      case 'NDEATH':
        if (state.nodeDeath(message)) this.#dead(watched)
        return
      default:
        return this.#inOrder(type, node, device, watched, message)
    }
  }

  /** The messages that are numbered one after the other. */
  #inOrder(type: string, node: string, device: string, watched: Watched, message: SparkplugMessage): Promise<void> | void {
    const { state } = watched
    if (!state.born) return this.#ask(node, watched)
    const order = state.follow(message.seq)
    if (order === 'again') return
    if (order === 'gap') this.#ask(node, watched)
    if (type === 'DBIRTH') return this.#take(state.birth(device, message))
    if (type === 'DDEATH') {
      state.deviceDeath(device)
      return this.#events!.gone(state.points({ device }))
    }
    if (!state.isBorn(device)) return this.#ask(node, watched)
    return this.#take(state.data(device, message))
  }

  #take(readings: RawReading[]): Promise<void> | void {
    if (readings.length === 0) return
    this.#last.take(readings)
    return this.#events!.readings(readings)
  }

  #watched(node: string): Watched | null {
    const known = this.#nodes.get(node)
    if (known) return known
    if (this.#nodes.size >= MOST_NODES) return null
    const { group, pointPattern } = this.config
    const watched = { state: new SparkplugNode(group, node, pointPattern), timer: null, asked: false }
    this.#nodes.set(node, watched)
    return watched
  }

  /** Once, until it is born or was given up. */
  #ask(node: string, watched: Watched): void {
    if (watched.asked) return
    watched.asked = true
    watched.state.doubtful = true
    this.publish(`spBv1.0/${this.config.group}/NCMD/${node}`, rebirthCommand(clock.now()))
    this.#await(watched, () => this.#dead(watched))
  }

  #await(watched: Watched, late: () => void): void {
    if (watched.timer) clearTimeout(watched.timer)
    watched.timer = setTimeout(() => {
      watched.timer = null
      late()
    }, BIRTH_WITHIN_MS)
  }

  #dead(watched: Watched): void {
    if (watched.timer) clearTimeout(watched.timer)
    watched.timer = null
    watched.asked = false
    watched.state.die()
    this.#events!.gone(watched.state.points())
  }
}

import type { TopicBus } from '#modules/telemetry/broker/topic_bus'
import type { Driver, DriverEvents, RawReading } from '#modules/telemetry/drivers/driver'
import { readMessage } from '#modules/telemetry/drivers/mqtt_payload'
import type { MqttSourceConfig, RegisterProbe } from '#modules/telemetry/engine/port'

/** What a probe can show: the last reading of each point, up to this many. */
const MOST_SHOWN = 1_000

/** Readings out of a topic tree. Nothing is asked for: devices speak when they like, and silence is the point's matter. */
export class MqttDriver implements Driver {
  #end: (() => void)[] = []
  #last = new Map<string, RawReading>()

  constructor(
    private config: MqttSourceConfig,
    private bus: TopicBus
  ) {}

  async start(events: DriverEvents): Promise<void> {
    this.#end = [
      this.bus.listen(this.config.topic, (_, payload, variables) => {
        const reading = readMessage(this.config, variables, payload)
        if (this.#last.size < MOST_SHOWN || this.#last.has(reading.point)) this.#last.set(reading.point, reading)
        return events.readings([reading])
      }),
      this.bus.watch((up, error) => (up ? events.found() : events.lost(error ?? 'the broker is away'))),
    ]
  }

  async stop(): Promise<void> {
    for (const end of this.#end.splice(0)) end()
  }

  async probe(): Promise<RegisterProbe[]> {
    return [...this.#last.values()].map(({ point, value }) => ({ point, address: 0, raw: [], decoded: null, value: Number.isFinite(value) ? value : null }))
  }
}

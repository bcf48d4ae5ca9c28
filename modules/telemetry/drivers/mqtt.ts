import type { Delivery } from '#modules/telemetry/broker/broker'
import type { TopicBus } from '#modules/telemetry/broker/topic_bus'
import type { Driver, DriverEvents, RawReading } from '#modules/telemetry/drivers/driver'
import { LastReadings } from '#modules/telemetry/drivers/last_readings'
import { readMessage } from '#modules/telemetry/drivers/mqtt_payload'
import type { MqttSourceConfig, RegisterProbe } from '#modules/telemetry/engine/port'

/** Readings out of a topic tree. Nothing is asked for: devices speak when they like, and silence is the point's matter. */
export class MqttDriver implements Driver {
  #end: (() => void)[] = []
  #last = new LastReadings()

  constructor(
    private config: MqttSourceConfig,
    private bus: TopicBus
  ) {}

  async start(events: DriverEvents): Promise<void> {
    this.#end = [
      this.bus.listen(this.config.topic, (_, payload, variables, delivery) => {
        const reading = readMessage(this.config, variables, payload)
        if (reading.ts === null && !this.#countsWithoutTime(reading, delivery)) return
        this.#last.take([reading])
        return events.readings([reading])
      }),
      this.bus.watch((up, error) => (up ? events.found() : events.lost(error ?? 'the broker is away'))),
    ]
  }

  /** A message without a time counts as of now. One kept by the broker may be of any age; one sent again was mostly had. */
  #countsWithoutTime({ point, value }: RawReading, delivery: Delivery): boolean {
    if (delivery === 'kept') return false
    return delivery === 'new' || this.#last.of(point)?.value !== value
  }

  async stop(): Promise<void> {
    for (const end of this.#end.splice(0)) end()
  }

  async probe(): Promise<RegisterProbe[]> {
    return this.#last.probes()
  }
}

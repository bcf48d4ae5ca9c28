import { connect, type IPublishPacket, type MqttClient } from 'mqtt'
import { Acknowledger } from '#modules/telemetry/broker/acknowledger'
import type { Broker, BrokerEvents } from '#modules/telemetry/broker/broker'

export interface ExternalBrokerOptions {
  url: string
  username?: string
  password?: string
}

/**
 * A client of the plant's own broker. The session is kept there while we are away, and a QoS 1 message is acknowledged
 * only once it is stored. mqtt.js could wait with its own answer in `handleMessage`, but reads nothing else meanwhile
 * (measured: 3 k/s, and alarms as slow as the disk), so the answers are ours.
 */
export class ExternalBroker implements Broker {
  #client: MqttClient | null = null
  #topics: string[] = []
  #acknowledger = new Acknowledger((connection) => connection === this.#client?.stream && this.#client.connected)
  readonly port = null

  constructor(
    private options: ExternalBrokerOptions,
    private events: BrokerEvents
  ) {}

  get clients(): number {
    return this.#client?.connected ? 1 : 0
  }

  /** Topics of the sources and of the outputs' read-backs. */
  listenTo(topics: readonly string[]): void {
    const added = topics.filter((topic) => !this.#topics.includes(topic))
    const removed = this.#topics.filter((topic) => !topics.includes(topic))
    this.#topics = [...topics]
    if (removed.length > 0) this.#client?.unsubscribe(removed)
    if (added.length > 0 && this.#client?.connected) this.#client.subscribe(added, { qos: 1 })
  }

  async start(): Promise<void> {
    const { url, username, password } = this.options
    const client = connect(url, {
      clientId: 'redline-engine',
      clean: false,
      username,
      password,
      reconnectPeriod: 1_000,
      connectTimeout: 5_000,
      resubscribe: false,
      queueQoSZero: false,
    })
    client.on('packetreceive', (packet) => {
      if (packet.cmd === 'publish') this.#take(client, packet)
    })
    client.handleMessage = (_, done) => {
      const room = this.events.congestion()
      if (room) room.then(() => done(), () => done())
      else done()
    }
    client.on('connect', () => {
      if (this.#topics.length > 0) client.subscribe(this.#topics, { qos: 1 })
      this.events.connection(true, null)
    })
    client.on('close', () => this.events.connection(false, 'the connection to the broker is closed'))
    client.on('error', (error) => this.events.connection(false, error.message))
    this.#client = client
  }

  async stop(): Promise<void> {
    await this.#client?.endAsync(true)
    this.#client = null
  }

  /** Not queued while the broker is away: a command that comes late is worse than one that is seen to fail. */
  publish(topic: string, payload: string | Buffer): void {
    if (this.#client?.connected) this.#client.publish(topic, payload, { qos: 0 })
  }

  #take(client: MqttClient, packet: IPublishPacket): void {
    const { qos, messageId, topic } = packet
    const { stream } = client
    const payload = Buffer.isBuffer(packet.payload) ? packet.payload : Buffer.from(packet.payload)
    const stored = this.events.message(topic.toString(), payload, packet.retain ? 'kept' : packet.dup ? 'again' : 'new')
    if (qos !== 1) return void stored?.catch(() => undefined)
    // To mqtt.js it is now a QoS 0 message, for which it sends no answer of its own.
    packet.qos = 0
    const acknowledge = () => this.#acknowledger.acknowledge(stream, messageId!)
    if (stored) stored.then(acknowledge, () => client.reconnecting || client.reconnect())
    else acknowledge()
  }
}

import mqtt, { type MqttClient } from 'mqtt'
import sparkplug from 'sparkplug-payload'
import proto from 'sparkplug-payload/lib/sparkplugPayloadProto.js'

const { encodePayload, decodePayload } = sparkplug.get('spBv1.0')!
const { Payload } = proto.org.eclipse.tahu.protobuf
type Metric = NonNullable<Parameters<typeof encodePayload>[0]['metrics']>[number]

const encode = (payload: Parameters<typeof encodePayload>[0]) => Buffer.from(encodePayload(payload))

/**
 * An edge node as they stand in a plant: births with names and aliases, data by alias alone, one sequence over the node and
 * its device, a will as its death. It is born again when it is told to, unless `deaf`.
 */
export class EdgeNode {
  readonly metrics = new Map<string, { alias: number; type: Metric['type']; value: Metric['value'] }>()
  births = 0
  deaf = false
  /** Births of the node only: its device does not follow. */
  deviceAway = false
  #seq = 0
  #session = 0

  private constructor(
    private client: MqttClient,
    readonly group: string,
    readonly node: string,
    readonly device: string
  ) {}

  static async connect(url: string, options: { username?: string; password?: string; session?: number } = {}, group = 'PLANT', node = 'EDGE1', device = 'AT1'): Promise<EdgeNode> {
    const { session = 0, username, password } = options
    const will = { topic: `spBv1.0/${group}/NDEATH/${node}`, payload: encode({ timestamp: Date.now(), metrics: [bdSeq(session)] }), qos: 1 as const, retain: false }
    const client = await mqtt.connectAsync(url, { username, password, reconnectPeriod: 0, will })
    const edge = new EdgeNode(client, group, node, device)
    edge.#session = session
    await client.subscribeAsync(`spBv1.0/${group}/NCMD/${node}`, { qos: 1 })
    client.on('message', (_, payload) => {
      const { metrics } = decodePayload(payload)
      if (!edge.deaf && metrics?.some(({ name, value }) => name === 'Node Control/Rebirth' && value === true)) void edge.birth().catch(() => undefined)
    })
    return edge
  }

  async birth(): Promise<void> {
    this.births += 1
    this.#seq = 0
    const control = { name: 'Node Control/Rebirth', type: 'Boolean' as const, value: false }
    await this.#send('NBIRTH', '', [bdSeq(this.#session), control])
    if (!this.deviceAway) await this.#send('DBIRTH', this.device, [...this.metrics].map(([name, { alias, type, value }]) => ({ name, alias, type, value, timestamp: Date.now() - 3_600_000 })))
  }

  /** The metric's new value, by its alias. */
  async data(name: string, value: Metric['value'], untyped = false): Promise<void> {
    const metric = this.metrics.get(name)!
    metric.value = value
    await this.#send('DDATA', this.device, [{ alias: metric.alias, type: metric.type, value, timestamp: Date.now() }], untyped)
  }

  /** The same message once more, as a broker may deliver it. */
  async repeat(name: string): Promise<void> {
    this.#seq = (this.#seq + 255) % 256
    await this.data(name, this.metrics.get(name)!.value)
  }

  deviceDeath(): Promise<void> {
    return this.#send('DDEATH', this.device, [])
  }

  /** A message gets lost on its way. */
  lose(): void {
    this.#seq = (this.#seq + 1) % 256
  }

  async raw(type: string, payload: Buffer): Promise<void> {
    await this.client.publishAsync(`spBv1.0/${this.group}/${type}/${this.node}`, payload, { qos: 1 })
  }

  /** As a power cut: the broker sends the will. */
  cut(): void {
    this.client.stream.destroy()
  }

  close(): void {
    this.client.end(true)
  }

  async #send(type: string, device: string, metrics: Metric[], untyped = false): Promise<void> {
    const topic = ['spBv1.0', this.group, type, this.node, device].filter(Boolean).join('/')
    const payload = encode({ timestamp: Date.now(), seq: this.#seq, metrics })
    this.#seq = (this.#seq + 1) % 256
    await this.client.publishAsync(topic, untyped ? withoutTypes(payload) : payload, { qos: 1 })
  }
}

/** As the specification allows for data: the type is said in the birth only. */
function withoutTypes(bytes: Buffer): Buffer {
  const payload = Payload.decode(bytes)
  for (const metric of payload.metrics) delete (metric as { datatype?: number }).datatype
  return Buffer.from(Payload.encode(payload).finish())
}

const bdSeq = (value: number): Metric => ({ name: 'bdSeq', type: 'UInt64', value })

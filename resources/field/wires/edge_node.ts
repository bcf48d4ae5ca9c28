import mqtt, { type MqttClient } from 'mqtt'
import sparkplug from 'sparkplug-payload'
import { clock } from '#app/kernel/clock'
import type { FieldPoint } from '#field/station'
import type { World } from '#field/world'

const { encodePayload, decodePayload } = sparkplug.get('spBv1.0')!
type Metric = NonNullable<Parameters<typeof encodePayload>[0]['metrics']>[number]

const SEQUENCE = 256
const LOOK_EVERY_MS = 500
const REBIRTH = 'Node Control/Rebirth'

export interface EdgeOptions {
  url: string
  username?: string
  password?: string
  group: string
  node: string
}

/**
 * A Sparkplug B edge node over a station's points: `GAS2.AT201.CO` is the metric `AT201/CO` of the device `GAS2`. Birth
 * with names and aliases, data by alias and only where something changed, its death as the broker's will.
 */
export class EdgeNode {
  #client: MqttClient | null = null
  #timer: NodeJS.Timeout | null = null
  #seq = 0
  #session = 0
  #told = new Map<string, number | null>()

  constructor(
    private points: FieldPoint[],
    private world: World,
    private options: EdgeOptions
  ) {}

  start(): void {
    const { url, username, password, group, node } = this.options
    const will = { ...this.#death(), qos: 1 as const, retain: false }
    const client = mqtt.connect(url, { username, password, clientId: `edge-${node}`, reconnectPeriod: 1_000, queueQoSZero: false, will })
    client.on('error', () => undefined)
    client.on('connect', () => {
      client.subscribe(`spBv1.0/${group}/NCMD/${node}`, { qos: 1 })
      this.#birth()
    })
    client.on('message', (_, payload) => {
      if (decodePayload(payload).metrics?.some(({ name, value }) => name === REBIRTH && value === true)) this.#birth()
    })
    this.#client = client
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS)
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    const { topic, payload } = this.#death()
    // Who says goodbye to the broker has no will: the death is said by itself.
    if (this.#client?.connected) await this.#client.publishAsync(topic, payload, { qos: 1 })
    await this.#client?.endAsync(true)
  }

  #death(): { topic: string; payload: Buffer } {
    const { group, node } = this.options
    return { topic: `spBv1.0/${group}/NDEATH/${node}`, payload: this.#encode([this.#bdSeq()], false) }
  }

  #birth(): void {
    this.#seq = 0
    this.#send('NBIRTH', '', [this.#bdSeq(), { name: REBIRTH, type: 'Boolean', value: false }])
    for (const device of new Set(this.points.map(deviceOf)))
      this.#send('DBIRTH', device, this.points.flatMap((point, alias) => (deviceOf(point) === device ? [{ ...this.#metric(point, alias), name: nameOf(point) }] : [])))
  }

  #look(): void {
    for (const device of new Set(this.points.map(deviceOf))) {
      const changed = this.points.flatMap((point, alias) =>
        deviceOf(point) === device && this.#told.get(point.code) !== this.world.value(point.code) ? [this.#metric(point, alias)] : []
      )
      if (changed.length > 0) this.#send('DDATA', device, changed)
    }
  }

  #metric({ code }: FieldPoint, alias: number): Metric {
    const value = this.world.value(code)
    this.#told.set(code, value)
    return { alias, type: 'Double', value: value === null ? null : Number(value.toFixed(3)), timestamp: clock.now() }
  }

  #bdSeq = (): Metric => ({ name: 'bdSeq', type: 'UInt64', value: this.#session })

  #encode(metrics: Metric[], numbered = true): Buffer {
    const payload = { timestamp: clock.now(), metrics, ...(numbered ? { seq: this.#seq } : {}) }
    return Buffer.from(encodePayload(payload))
  }

  #send(type: string, device: string, metrics: Metric[]): void {
    if (!this.#client?.connected) return
    const { group, node } = this.options
    this.#client.publish(['spBv1.0', group, type, node, device].filter(Boolean).join('/'), this.#encode(metrics), { qos: 1 })
    this.#seq = (this.#seq + 1) % SEQUENCE
  }
}

const deviceOf = ({ code }: FieldPoint): string => code.split('.')[0]!
const nameOf = ({ code }: FieldPoint): string => code.split('.').slice(1).join('/')

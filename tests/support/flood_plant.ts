import { mkdtemp, writeFile } from 'node:fs/promises'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectAsync, type MqttClient } from 'mqtt'

export interface FloodSize {
  areas: number
  /** Points that go bad, all in one second. */
  points: number
  /** Outputs whose speed is measured: half of them in calm, half in the flood. */
  probes: number
}

const areaOf = (index: number) => `FLOOD${index}`
export const floodPoint = (index: number, areas: number) => `${areaOf(index % areas)}.P${index}.T`

/** A plant folder with areas full of points that can all go bad, and gas points with a siren of their own each. */
export async function floodFolder({ areas, points, probes }: FloodSize): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'redline-flood-'))
  const numbers = (count: number) => Array.from({ length: count }, (_, index) => index)
  const files: Record<string, string[]> = {
    areas: [
      ...numbers(areas).map((index) => `- { code: ${areaOf(index)}, parent: ENERGY, kind: area, name: 洪水区${index}, name_en: Flood area ${index} }`),
      '- { code: PROBE, parent: ENERGY, kind: area, name: 测试区, name_en: Probe area }',
    ],
    mqtt_devices: ['- { username: flood, secret: flood-secret, publish: [plant], subscribe: [plant] }'],
    outputs: numbers(probes).map((index) => `- { code: PROBE-S${index}, area: PROBE, kind: beacon, name: 灯${index}, name_en: Beacon ${index}, mqtt: { command: plant/PROBE/S${index}/cmd, state: plant/PROBE/S${index}/state }, confirm_within_ms: 20000 }`),
    points: [
      ...numbers(points).map((index) => `- { code: ${floodPoint(index, areas)}, area: ${areaOf(index % areas)}, source: MQTT-FIELD, kind: temperature, name: 温度${index}, name_en: Temperature ${index}, unit: "°C", min: 0, max: 500, limits: { h: 100 }, consecutive: 1, alarm_class: process, stale_after_ms: 3600000 }`),
      ...numbers(probes).map((index) => `- { code: PROBE.G${index}.CO, area: PROBE, source: MQTT-FIELD, kind: temperature, name: 一氧化碳${index}, name_en: CO ${index}, unit: ppm, min: 0, max: 500, limits: { h: 24 }, consecutive: 1, alarm_class: process, outputs: { h: [PROBE-S${index}] }, stale_after_ms: 3600000 }`),
    ],
  }
  for (const [kind, lines] of Object.entries(files)) await writeFile(join(folder, `${kind}.yaml`), `${lines.join('\n')}\n`)
  return folder
}

/** The field of the flood: sends values, answers commands, and knows how long each siren took. */
export class FloodField {
  readonly latencies = new Map<number, number>()
  #sentAt = new Map<number, number>()

  private constructor(private client: MqttClient) {}

  static async connect(port: number): Promise<FloodField> {
    const client = await connectAsync(`mqtt://127.0.0.1:${port}`, { username: 'flood', password: 'flood-secret', reconnectPeriod: 0 })
    ;(client.stream as unknown as Socket).setNoDelay(true)
    const field = new FloodField(client)
    await client.subscribeAsync('plant/PROBE/+/cmd')
    client.on('message', (topic, payload) => field.#answer(topic, payload))
    return field
  }

  async send(point: string, value: number): Promise<void> {
    await this.client.publishAsync(`plant/${point.replaceAll('.', '/')}`, JSON.stringify({ v: value, ts: Date.now() }), { qos: 1 })
  }

  /** One siren's gas goes bad. */
  async probe(index: number): Promise<void> {
    this.#sentAt.set(index, performance.now())
    await this.send(`PROBE.G${index}.CO`, 40)
  }

  close(): Promise<void> {
    return this.client.endAsync(true)
  }

  #answer(topic: string, payload: Buffer): void {
    const index = Number(topic.split('/')[2]!.slice(1))
    const sent = this.#sentAt.get(index)
    if (sent !== undefined && !this.latencies.has(index)) this.latencies.set(index, performance.now() - sent)
    const { value } = JSON.parse(payload.toString()) as { value: boolean }
    this.client.publish(topic.replace(/cmd$/, 'state'), JSON.stringify({ v: value }))
  }
}

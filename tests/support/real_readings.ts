import { existsSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { connectAsync, type MqttClient } from 'mqtt'

/** Real readings of a machine temperature, where they are laid beside the project; never part of it. */
export const REAL_READINGS = fileURLToPath(new URL('../../../shared/data/NAB_machine_temperature_system_failure.csv', import.meta.url))
export const haveRealReadings = (): boolean => existsSync(REAL_READINGS)

/** Values in file order; the clock of the file steps back once and doubles timestamps, so the order is what counts. */
export const realValues = (): number[] =>
  readFileSync(REAL_READINGS, 'utf8').trim().split('\n').slice(1).map((line) => Number(line.split(',')[1]))

/** Firings of three in a row in the file: over 105, over 100, below 40. */
export const EXPECTED = { HH: 2, H: 76, L: 3 }
export const POINT = 'NAB.M1.TEMP'
/** The same as its far limit, said as a rule. */
export const RULE = 'NAB-TOO-HOT'

/** A plant folder with the machine: its area, its credential, its point with the three limits. */
export async function machineFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'redline-machine-'))
  await mkdir(folder, { recursive: true })
  const files: Record<string, string> = {
    areas: '- { code: NAB, parent: ENERGY, kind: area, name: 试验机, name_en: Trial machine }',
    mqtt_devices: '- { username: machine, secret: machine-secret, publish: [plant/NAB/M1] }',
    points: `- { code: ${POINT}, area: NAB, source: MQTT-FIELD, kind: temperature, name: 机器温度, name_en: Machine temperature, unit: "°F", min: -50, max: 250, limits: { l: 40, h: 100, hh: 105 }, consecutive: 3, deadband: 0, alarm_class: temperature, priorities: { l: 4, h: 4, hh: 4 }, stale_after_ms: 600000 }`,
    rules: `- { code: ${RULE}, name: 机器过热, name_en: Machine too hot, trigger: { kind: points, points: [${POINT}] }, when: value > 105, window: { kind: consecutive, count: 3 }, actions: [{ do: alarm, priority: 1 }], mode: live, waiver: 实测数据在测试中回放 }`,
  }
  for (const [kind, text] of Object.entries(files)) await writeFile(join(folder, `${kind}.yaml`), `${text}\n`)
  return folder
}

const SPACING_MS = 20
const UNDER_WAY = 100

/** A device that sends readings over QoS 1, and sends again what was not acknowledged when its broker died. */
export class MachineStream {
  readonly #first: number
  #acknowledged: boolean[]
  #next = 0

  constructor(
    private port: () => number,
    private values: readonly number[]
  ) {
    this.#first = Date.now() - values.length * SPACING_MS
    this.#acknowledged = values.map(() => false)
  }

  ts(index: number): number {
    return this.#first + index * SPACING_MS
  }

  get acknowledged(): number[] {
    return this.#acknowledged.flatMap((done, index) => (done ? [index] : []))
  }

  get finished(): boolean {
    return this.#acknowledged.every(Boolean)
  }

  /** Sends on from the first reading that is not acknowledged, until `until` or until the broker is gone. */
  async send(until = this.values.length): Promise<void> {
    let client: MqttClient
    try {
      client = await connectAsync(`mqtt://127.0.0.1:${this.port()}`, { username: 'machine', password: 'machine-secret', reconnectPeriod: 0, connectTimeout: 3_000 })
    } catch {
      return
    }
    const open = this.#acknowledged.indexOf(false)
    this.#next = open === -1 ? this.values.length : open
    let gone = false
    client.on('error', () => undefined)
    const closed = new Promise<void>((resolve) =>
      client.on('close', () => {
        gone = true
        resolve()
      })
    )
    const lanes = new Set<Promise<unknown>>()
    while (!gone && this.#next < until) {
      const index = this.#next++
      const payload = JSON.stringify({ v: this.values[index], ts: this.ts(index), q: 'good' })
      const sent = client.publishAsync('plant/NAB/M1/TEMP', payload, { qos: 1 }).then(
        () => void (this.#acknowledged[index] = true),
        () => undefined
      )
      // Every hundredth comes twice, as devices do that lost an acknowledgement.
      if (index % 100 === 0) void client.publishAsync('plant/NAB/M1/TEMP', payload, { qos: 1 }).catch(() => undefined)
      lanes.add(sent)
      void sent.finally(() => lanes.delete(sent))
      if (lanes.size >= UNDER_WAY) await Promise.race([...lanes, closed])
    }
    await Promise.race([Promise.all([...lanes]), closed])
    client.end(true)
  }
}

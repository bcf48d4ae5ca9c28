import mqtt, { type MqttClient } from 'mqtt'
import { clock } from '#app/kernel/clock'
import { Actuator } from '#field/mqtt/actuator'
import { demoSecret, type MqttDevice } from '#field/station'
import type { World } from '#field/world'

const RECONNECT_MS = 1_000
/** The broker acknowledges after its commit; while that takes longer, measuring goes on and the oldest message waits. */
const MAX_UNACKNOWLEDGED = 20

/** A device with its own client: publishes its points, and moves its actuators on command. */
export class FieldDevice {
  #client: MqttClient | null = null
  #timers: NodeJS.Timeout[] = []
  #actuators: Actuator[]
  #unacknowledged = 0

  constructor(
    private device: MqttDevice,
    private world: World
  ) {
    this.#actuators = device.actuators.map(
      (actuator) => new Actuator(actuator, world, (topic, payload) => this.#publish(topic, payload))
    )
  }

  start(url: string): void {
    const { username } = this.device
    this.#client = mqtt.connect(url, {
      username,
      password: demoSecret(username),
      clientId: username,
      clean: true,
      reconnectPeriod: RECONNECT_MS,
      connectTimeout: 5_000,
      queueQoSZero: false,
      resubscribe: true,
    })
    // Without a broker the client tries again by itself; there is nobody here to tell.
    this.#client.on('error', () => undefined)
    this.#client.on('connect', () => this.#connected())
    this.#client.on('message', (topic, payload) => {
      for (const actuator of this.#actuators) actuator.receive(topic, payload.toString())
    })
    for (const point of this.device.points)
      this.#timers.push(setInterval(() => this.#measure(point.code, point.topic), point.intervalMs))
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer)
    for (const actuator of this.#actuators) actuator.stop()
    await this.#client?.endAsync(true)
  }

  #connected(): void {
    this.#unacknowledged = 0
    const topics = this.#actuators.map(({ actuator }) => actuator.commandTopic)
    if (topics.length > 0) this.#client?.subscribe(topics, { qos: 1 }, () => undefined)
    for (const actuator of this.#actuators) actuator.report()
  }

  #measure(code: string, topic: string): void {
    const value = this.world.value(code)
    if (value !== null) this.#publish(topic, { v: Number(value.toFixed(3)), ts: clock.now(), q: 'good' })
  }

  #publish(topic: string, payload: object): void {
    if (!this.#client?.connected || this.#unacknowledged >= MAX_UNACKNOWLEDGED) return
    this.#unacknowledged += 1
    this.#client.publish(topic, JSON.stringify(payload), { qos: 1 }, () => {
      this.#unacknowledged = Math.max(0, this.#unacknowledged - 1)
    })
  }
}

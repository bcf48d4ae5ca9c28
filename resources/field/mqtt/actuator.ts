import { clock } from '#app/kernel/clock'
import type { FieldActuator } from '#field/station'
import type { World } from '#field/world'

const REPORT_MS = 5_000

interface Command {
  id: string
  value: boolean
  ts: number
  ttl_ms: number
}

/**
 * A siren, beacon or lock: moves a moment after its command and publishes its real position, `{"v", "ts", "id"}` (the id
 * of the command it last followed), on every change, on connecting and every five seconds.
 */
export class Actuator {
  #position = false
  #lastId: string | null = null
  #moving: NodeJS.Timeout | null = null
  #reporting: NodeJS.Timeout

  constructor(
    readonly actuator: FieldActuator,
    private world: World,
    private publish: (topic: string, payload: object) => void
  ) {
    this.#reporting = setInterval(() => this.report(), REPORT_MS)
  }

  receive(topic: string, payload: string): void {
    if (topic !== this.actuator.commandTopic) return
    const command = commandOf(payload)
    if (!command || clock.now() > command.ts + command.ttl_ms) return
    if (this.#moving) clearTimeout(this.#moving)
    this.#moving = setTimeout(() => this.#move(command), this.actuator.delayMs)
  }

  report(): void {
    this.publish(this.actuator.stateTopic, { v: this.#position, ts: clock.now(), id: this.#lastId })
  }

  stop(): void {
    clearInterval(this.#reporting)
    if (this.#moving) clearTimeout(this.#moving)
  }

  #move(command: Command): void {
    if (!this.world.control.stuck.includes(this.actuator.code)) {
      this.#position = command.value
      this.#lastId = command.id
    }
    this.report()
  }
}

/** The command, or null for what is none. */
function commandOf(payload: string): Command | null {
  try {
    const command = JSON.parse(payload)
    const whole =
      typeof command.id === 'string' &&
      typeof command.value === 'boolean' &&
      Number.isFinite(command.ts) &&
      Number.isFinite(command.ttl_ms)
    return whole ? command : null
  } catch {
    return null
  }
}

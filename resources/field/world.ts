import { clock } from '#app/kernel/clock'
import type { Control } from '#field/control'
import type { FieldFolder } from '#field/control_file'
import type { FieldPoint } from '#field/station'
import { CLEAN_AIR, stepPlume, type Plume } from '#field/signal/plume'
import { Sensor } from '#field/signal/sensor'

export const TICK_MS = 250

/** The part of the plant that one process looks after: its sensors, and the air of their areas. */
export class World {
  control: Control
  #sensors: { point: FieldPoint; sensor: Sensor }[]
  #plumes = new Map<string, Plume>()
  #values = new Map<string, number | null>()
  #before: number

  constructor(
    private folder: FieldFolder,
    points: FieldPoint[]
  ) {
    this.#sensors = points.map((point) => ({ point, sensor: new Sensor(point) }))
    this.control = folder.control()
    this.#before = clock.monotonic()
    this.tick()
  }

  /** What a point shows; null when it is silent. */
  value(code: string): number | null {
    return this.#values.get(code) ?? null
  }

  tick(): void {
    const now = clock.monotonic()
    const seconds = Math.min(5, (now - this.#before) / 1000)
    this.#before = now
    this.control = this.folder.control()
    this.#moveAir(seconds)

    const at = clock.now()
    for (const { point, sensor } of this.#sensors) {
      const replay = this.control.replays[point.code]
      const recording = replay ? this.folder.recording(replay.file) : null
      const ppm = this.#plumes.get(point.areaCode)?.ppm ?? 0
      this.#values.set(point.code, sensor.read({ at, seconds, control: this.control, ppm, recording }))
    }
  }

  #moveAir(seconds: number): void {
    const fans = this.folder.fans()
    for (const area of new Set(this.#sensors.map(({ point }) => point.areaCode))) {
      const influence = { leaking: this.control.leaks.includes(area), fan: fans.includes(area) }
      this.#plumes.set(area, stepPlume(this.#plumes.get(area) ?? CLEAN_AIR, influence, seconds))
    }
  }
}

import type { Control, Recording } from '#field/control'
import type { FieldPoint } from '#field/station'
import { GasPath } from '#field/signal/gas_path'
import { naturalFault, naturalValue } from '#field/signal/natural_value'

export interface Surroundings {
  at: number
  /** Seconds since the last look. */
  seconds: number
  control: Control
  /** ppm of the plume in the sensor's area. */
  ppm: number
  recording: Recording | null
}

/** How fast a value goes to a scenario's target and back. */
const TARGET_S = 5

/** One sensor of the field: its nature, the gas around it, and what the scenario does to it. */
export class Sensor {
  #gas: GasPath | null
  #shift = 0
  #last: number | null = null

  constructor(
    private point: Pick<FieldPoint, 'code' | 'min' | 'max' | 'signal'>,
    private seed: string = point.code
  ) {
    this.#gas = point.signal.gas ? new GasPath(point.signal.gas) : null
  }

  /** What it shows now; null when it is silent. */
  read(around: Surroundings): number | null {
    const { at, control } = around
    const moved = this.#value(around)
    const nature = control.calm ? null : naturalFault(this.point.signal, this.seed, at)
    if (control.dead.includes(this.point.code) || nature === 'dead') return null
    const frozen = control.frozen.includes(this.point.code) || nature === 'frozen'
    if (!frozen || this.#last === null) this.#last = moved
    return this.#last
  }

  #value({ at, seconds, control, ppm, recording }: Surroundings): number {
    const natural = naturalValue(this.point.signal, this.seed, at)
    const target = control.targets[this.point.code]
    const shift = target === undefined ? 0 : target - this.point.signal.base
    this.#shift += (shift - this.#shift) * (1 - Math.exp(-seconds / TARGET_S))
    const gas = this.#gas?.follow(at, ppm, seconds) ?? 0

    const replay = control.replays[this.point.code]
    const played = replay && recording ? playedValue(recording, (at - replay.since) * replay.speed) : null
    if (played !== null) return played
    return Math.min(this.point.max, Math.max(this.point.min, natural + this.#shift + gas))
  }
}

/** The recording's value at an offset; null before its start and after its end. */
export function playedValue(recording: Recording, offsetMs: number): number | null {
  const last = recording.at(-1)
  if (!last || offsetMs < 0 || offsetMs > last[0] + 1_000) return null
  let low = 0
  let high = recording.length - 1
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if (recording[middle]![0] <= offsetMs) low = middle
    else high = middle - 1
  }
  return recording[low]![1]
}

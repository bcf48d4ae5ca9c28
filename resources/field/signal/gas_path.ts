import type { Signal } from '#field/signal/signal'

const MAX_HISTORY = 200

/** The way of the gas from the leak to one detector: it arrives late, thinner, and the detector follows slowly. */
export class GasPath {
  #history: { at: number; ppm: number }[] = []
  #shown = 0

  constructor(private path: NonNullable<Signal['gas']>) {}

  /** Takes the plume's strength now; returns what the detector shows of it. Call with rising `at`. */
  follow(at: number, ppm: number, seconds: number): number {
    this.#history.push({ at, ppm })
    if (this.#history.length > MAX_HISTORY) this.#history.shift()
    const arrived = this.#history.findLast((entry) => entry.at <= at - this.path.delayS * 1000)?.ppm ?? 0
    this.#shown += (arrived * this.path.gain - this.#shown) * (1 - Math.exp(-seconds / this.path.lagS))
    return this.#shown
  }
}

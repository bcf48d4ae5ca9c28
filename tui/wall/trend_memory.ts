import type { BoardSnapshot } from '#app/board/snapshot'

/** Ten minutes at one board a second. */
const SAMPLES = 600
/** A plant has more points than a wall can ever choose from; what is beyond this is not remembered. */
const POINTS = 5_000
const LEAST_STEP_MS = 900

export interface Sample {
  at: number
  value: number | null
}

/**
 * The wall knows the plant only by its board, so it remembers what the boards said. An unknown value is remembered as
 * unknown. At most one sample a second and ten minutes a point.
 */
export class TrendMemory {
  #values = new Map<string, Sample[]>()
  #lastAt = -Infinity

  take(board: BoardSnapshot): void {
    // A server whose clock was set back must not stop the wall.
    if (board.at - this.#lastAt < LEAST_STEP_MS && board.at >= this.#lastAt) return
    this.#lastAt = board.at
    for (const point of board.points.items) {
      const known = this.#values.get(point.code)
      if (!known && this.#values.size >= POINTS) continue
      const values = known ?? []
      values.push({ at: board.at, value: point.quality === 'bad' ? null : point.value })
      if (values.length > SAMPLES) values.shift()
      this.#values.set(point.code, values)
    }
  }

  /** The newest `count` samples, older to newer. */
  samples(code: string, count: number): Sample[] {
    return (this.#values.get(code) ?? []).slice(-count)
  }
}

import type { ConditionState } from '#app/rules/index'
import type { Batch } from '#modules/telemetry/historian/messages'

export const ROWS_IN_A_BATCH = 500

/** A batch while it is being filled: readings in columns, and what belongs into the same transaction with them. */
export class Draft {
  rows = 0
  newPoints: Batch['newPoints'] = []
  conditions = new Map<string, ConditionState>()
  transitions: Batch['transitions'] = []
  committed: number[] = []
  /** Resolves when it is on disk. */
  stored = Promise.withResolvers<void>()
  #pointIds = new Int32Array(ROWS_IN_A_BATCH)
  #instants = new Float64Array(ROWS_IN_A_BATCH)
  #values = new Float64Array(ROWS_IN_A_BATCH)
  #qualities = new Uint8Array(ROWS_IN_A_BATCH)

  constructor(readonly id: number) {}

  get isEmpty(): boolean {
    return this.rows + this.newPoints.length + this.conditions.size + this.transitions.length + this.committed.length === 0
  }

  add(pointId: number, ts: number, value: number, quality: number): void {
    this.#pointIds[this.rows] = pointId
    this.#instants[this.rows] = ts
    this.#values[this.rows] = value
    this.#qualities[this.rows] = quality
    this.rows += 1
  }

  toBatch(at: number): Batch {
    return {
      id: this.id,
      at,
      newPoints: this.newPoints,
      pointIds: this.#pointIds.slice(0, this.rows),
      instants: this.#instants.slice(0, this.rows),
      values: this.#values.slice(0, this.rows),
      qualities: this.#qualities.slice(0, this.rows),
      conditions: [...this.conditions].map(([code, state]) => ({ code, state })),
      transitions: this.transitions,
      committed: this.committed,
    }
  }
}

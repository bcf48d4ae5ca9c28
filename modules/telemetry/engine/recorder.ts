import { clock } from '#app/kernel/clock'
import type { ConditionState } from '#app/rules/index'
import type { Quality, Transition } from '#modules/telemetry/engine/port'
import type { Batch } from '#modules/telemetry/historian/messages'

const ROWS_IN_A_BATCH = 500
const LONGEST_WAIT_MS = 20
const BATCHES_UNDER_WAY = 4
/** Beyond this, publishers wait for their turn; see `settled`. */
const BACK_PRESSURE_ROWS = 20_000
/** Beyond this, readings of sources that can't wait are counted and let go: memory has an end, alarms don't need them. */
const MOST_ROWS = 200_000

const QUALITY: Record<Quality, number> = { good: 0, uncertain: 1, bad: 2 }

interface Draft {
  id: number
  rows: { pointId: number; ts: number; value: number; quality: number }[]
  newPoints: Batch['newPoints']
  conditions: Map<string, ConditionState>
  transitions: Batch['transitions']
  committed: number[]
  done: PromiseWithResolvers<void>
}

/**
 * Collects what must be remembered and hands it to the historian in batches. What is recorded together is stored together:
 * a reading, the count that it made and the alarm that it raised.
 */
export class Recorder {
  #draft: Draft
  #underWay: { batch: Batch; draft: Draft }[] = []
  #pendingRows = 0
  #timer: NodeJS.Timeout | null = null
  #soon = false
  storageFull = false
  /** Readings that were let go because nothing could be stored any more. */
  dropped = 0
  lastStoredAt: number | null = null

  constructor(
    private lastBatch: number,
    private send: (batch: Batch) => void,
    private onStored: (transitions: Batch['transitions']) => void
  ) {
    this.#draft = this.#newDraft()
  }

  get pendingRows(): number {
    return this.#pendingRows
  }

  get overloaded(): boolean {
    return this.#pendingRows > BACK_PRESSURE_ROWS
  }

  reading(pointId: number, ts: number, value: number, quality: Quality): void {
    if (this.#pendingRows >= MOST_ROWS) {
      this.dropped += 1
      return
    }
    this.#pendingRows += 1
    this.#draft.rows.push({ pointId, ts, value, quality: QUALITY[quality] })
    this.#schedule()
  }

  newPoint(id: number, code: string): void {
    this.#draft.newPoints.push({ id, code })
    this.#schedule()
  }

  condition(code: string, state: ConditionState): void {
    this.#draft.conditions.set(code, state)
    this.#schedule()
  }

  transition(seq: number, transition: Transition): void {
    this.#draft.transitions.push({ seq, transition })
    this.#schedule()
  }

  committed(seq: number): void {
    this.#draft.committed.push(seq)
    this.#schedule()
  }

  /** Resolves when everything recorded so far is on disk. */
  settled(): Promise<void> {
    if (!isEmpty(this.#draft)) return this.#draft.done.promise
    return this.#underWay.at(-1)?.draft.done.promise ?? Promise.resolve()
  }

  stored(batchId: number): void {
    this.storageFull = false
    this.lastStoredAt = clock.monotonic()
    while (this.#underWay[0] && this.#underWay[0].batch.id <= batchId) {
      const { draft } = this.#underWay.shift()!
      this.#pendingRows -= draft.rows.length
      draft.done.resolve()
      if (draft.transitions.length > 0) this.onStored(draft.transitions)
    }
    this.#schedule()
  }

  failed(full: boolean): void {
    this.storageFull = full
  }

  /** A new historian: what the former did not confirm is sent again; it passes over what was stored after all. */
  reconnect(send: (batch: Batch) => void): void {
    this.send = send
    for (const { batch } of this.#underWay) send(batch)
  }

  #newDraft(): Draft {
    this.lastBatch += 1
    const done = Promise.withResolvers<void>()
    return { id: this.lastBatch, rows: [], newPoints: [], conditions: new Map(), transitions: [], committed: [], done }
  }

  /** At once while the historian is idle, else when a batch is full or has waited long enough. */
  #schedule(): void {
    if (isEmpty(this.#draft)) return
    if (this.#draft.rows.length >= ROWS_IN_A_BATCH && this.#underWay.length < BATCHES_UNDER_WAY) return this.#flush()
    if (this.#underWay.length === 0) {
      if (this.#soon) return
      this.#soon = true
      setImmediate(() => {
        this.#soon = false
        if (this.#underWay.length === 0) this.#flush()
      })
      return
    }
    this.#timer ??= setTimeout(() => {
      this.#timer = null
      if (this.#underWay.length < BATCHES_UNDER_WAY) this.#flush()
    }, LONGEST_WAIT_MS)
  }

  #flush(): void {
    const draft = this.#draft
    if (isEmpty(draft)) return
    this.#draft = this.#newDraft()
    const batch: Batch = {
      id: draft.id,
      at: clock.now(),
      newPoints: draft.newPoints,
      pointIds: Int32Array.from(draft.rows, (row) => row.pointId),
      instants: Float64Array.from(draft.rows, (row) => row.ts),
      values: Float64Array.from(draft.rows, (row) => row.value),
      qualities: Uint8Array.from(draft.rows, (row) => row.quality),
      conditions: [...draft.conditions].map(([code, state]) => ({ code, state })),
      transitions: draft.transitions,
      committed: draft.committed,
    }
    this.#underWay.push({ batch, draft })
    this.send(batch)
  }
}

function isEmpty({ rows, newPoints, conditions, transitions, committed }: Draft): boolean {
  return rows.length + newPoints.length + conditions.size + transitions.length + committed.length === 0
}

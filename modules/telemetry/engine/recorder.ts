import { clock } from '#app/kernel/clock'
import type { ConditionState } from '#app/rules/index'
import { Draft, ROWS_IN_A_BATCH } from '#modules/telemetry/engine/draft'
import type { Quality, Transition } from '#modules/telemetry/engine/port'
import type { Batch } from '#modules/telemetry/historian/messages'

const LONGEST_WAIT_MS = 20
const BATCHES_UNDER_WAY = 4
/** Beyond this, publishers wait for their turn: see `congestion`. */
const BACK_PRESSURE_ROWS = 30_000
/** Beyond this, readings are counted and let go: memory has an end, and alarms don't need them. */
const MOST_ROWS = 200_000
/** Storage that has not moved for this long is out of order: nobody waits for it any more. */
const STALLED_MS = 500

const QUALITY: Record<Quality, number> = { good: 0, uncertain: 1, bad: 2 }

/**
 * Collects what must be remembered and hands it to the historian in batches. What is recorded together is stored together:
 * a reading, the count that it made and the alarm that it raised.
 */
export class Recorder {
  #draft: Draft
  #full: Draft[] = []
  #underWay: { draft: Draft; batch: Batch }[] = []
  /** Transitions that the web thread has not been told of yet, in order. */
  #untold = new Map<number, { transition: Transition; since: number }>()
  #pendingRows = 0
  #waitingSince: number | null = null
  #timer: NodeJS.Timeout | null = null
  #soon = false
  storageFull = false
  /** Readings that were let go because nothing could be stored any more. */
  dropped = 0
  lastStoredAt: number | null = null

  constructor(
    private lastBatch: number,
    private send: (batch: Batch) => void,
    private tell: (seq: number, transition: Transition) => void
  ) {
    this.#draft = this.#newDraft()
  }

  get pendingRows(): number {
    return this.#pendingRows
  }

  /** False when there is no room for it. The last thing to be called for a sample: it may close the batch. */
  reading(pointId: number, ts: number, value: number, quality: Quality): boolean {
    if (this.#pendingRows >= MOST_ROWS) {
      this.dropped += 1
      return false
    }
    this.#pendingRows += 1
    this.#draft.add(pointId, ts, value, QUALITY[quality])
    if (this.#draft.rows >= ROWS_IN_A_BATCH) this.#close()
    this.#schedule()
    return true
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
    this.#untold.set(seq, { transition, since: clock.monotonic() })
    this.#draft.transitions.push({ seq, transition })
    this.#schedule()
  }

  committed(seq: number): void {
    this.#draft.committed.push(seq)
    this.#schedule()
  }

  /** Resolves when everything recorded so far is on disk. */
  settled(): Promise<void> {
    if (!this.#draft.isEmpty) return this.#draft.stored.promise
    return (this.#full.at(-1) ?? this.#underWay.at(-1)?.draft)?.stored.promise ?? Promise.resolve()
  }

  /** What publishers wait for when too much is pending; not when storage is out of order, since alarms must go on. */
  congestion(): Promise<void> | null {
    if (this.#pendingRows < BACK_PRESSURE_ROWS || this.#stalled()) return null
    return this.#underWay[0]?.draft.stored.promise ?? null
  }

  /** Told once they are in the journal; where storage is out of order, without it. */
  tick(): void {
    if (!this.#stalled()) return
    for (const [seq, { transition, since }] of this.#untold) {
      if (!this.storageFull && clock.monotonic() - since < STALLED_MS) return
      this.#untold.delete(seq)
      this.tell(seq, transition)
    }
  }

  stored(batchId: number): void {
    this.storageFull = false
    this.lastStoredAt = clock.monotonic()
    while (this.#underWay[0] && this.#underWay[0].batch.id <= batchId) {
      const { draft } = this.#underWay.shift()!
      this.#pendingRows -= draft.rows
      draft.stored.resolve()
      for (const { seq, transition } of draft.transitions) if (this.#untold.delete(seq)) this.tell(seq, transition)
    }
    this.#waitingSince = this.#underWay.length > 0 ? this.lastStoredAt : null
    this.#pump()
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

  #stalled(): boolean {
    return this.storageFull || (this.#waitingSince !== null && clock.monotonic() - this.#waitingSince > STALLED_MS)
  }

  #newDraft(): Draft {
    this.lastBatch += 1
    return new Draft(this.lastBatch)
  }

  /** At once while the historian is idle, else when a batch is full or has waited long enough. */
  #schedule(): void {
    if (this.#draft.isEmpty) return
    if (this.#underWay.length > 0) {
      this.#timer ??= setTimeout(() => {
        this.#timer = null
        this.#close()
      }, LONGEST_WAIT_MS)
    } else if (!this.#soon) {
      this.#soon = true
      setImmediate(() => {
        this.#soon = false
        this.#close()
      })
    }
  }

  #close(): void {
    if (!this.#draft.isEmpty) {
      this.#full.push(this.#draft)
      this.#draft = this.#newDraft()
    }
    this.#pump()
  }

  #pump(): void {
    while (this.#full.length > 0 && this.#underWay.length < BATCHES_UNDER_WAY) {
      const draft = this.#full.shift()!
      const batch = draft.toBatch(clock.now())
      this.#underWay.push({ draft, batch })
      this.#waitingSince ??= clock.monotonic()
      this.send(batch)
    }
  }
}

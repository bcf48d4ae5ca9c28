import type { ConditionState } from '#app/rules/index'
import type { Transition } from '#modules/telemetry/engine/port'

/** One batch from the engine to the historian: stored in one transaction, or not at all. */
export interface Batch {
  id: number
  at: number
  /** Codes of points that appear for the first time, with the ids the engine gave them. */
  newPoints: { id: number; code: string }[]
  /** Columns of equal length: point id, instant (ms), value, quality (0 good, 1 uncertain, 2 bad). */
  pointIds: Int32Array
  instants: Float64Array
  values: Float64Array
  qualities: Uint8Array
  conditions: { code: string; state: ConditionState }[]
  transitions: { seq: number; transition: Transition }[]
  /** Journal entries that the web thread has committed. */
  committed: number[]
}

export type ToHistorian = { type: 'batch'; batch: Batch } | { type: 'stop' }

/** How long a point's series are kept, in days: raw, minutes, hours, days. */
export interface RetentionRule {
  code: string
  days: [number, number, number, number]
}

export interface RetentionStatus {
  /** When everything that was due had gone; null before the first time. */
  roundEndedAt: number | null
  /** Rows since the start, and the longest that one slice held up storing. */
  removed: number
  longestSliceMs: number
  /** Readings that came when their time was no longer kept. */
  refusedAsTooOld: number
}

/** From the web thread to the historian: how long things are kept, and what must stay free on the disk. */
export interface HistoryPolicy {
  rules: RetentionRule[]
  reserveBytes: number
}

/** What the engine goes on from. */
export interface Restored {
  points: { id: number; code: string; lastTs: number | null; value: number | null; quality: number }[]
  conditions: { code: string; state: ConditionState }[]
  /** Points and sources whose loss was told and whose return was not. */
  losses: { kind: 'point' | 'source'; code: string }[]
  /** What each output was last commanded to. */
  outputs: { code: string; commanded: boolean }[]
  /** Not yet committed by the web thread, oldest first. */
  journal: { seq: number; transition: Transition }[]
  lastSeq: number
  lastBatch: number
  /** Instant of the last batch; null for an empty history. */
  lastAt: number | null
}

export type FromHistorian =
  | { type: 'restored'; restored: Restored }
  | { type: 'stored'; batchId: number }
  /** The batch is not stored; it is tried again. `full`: there is no room on the disk. */
  | { type: 'failed'; batchId: number; error: string; full: boolean }

/** From the historian to the web thread. */
export type FromHousekeeper =
  /** How far retention came; `error` when a slice could not be done. */
  | { type: 'retention'; status: RetentionStatus; error: string | null }
  /** The file could not be read: it lies under another name, and a new one was begun. */
  | { type: 'set_aside'; file: string }

import { statfsSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { clock } from '#app/kernel/clock'
import type { Batch, HistoryPolicy, Restored } from '#modules/telemetry/historian/messages'
import { Retention } from '#modules/telemetry/historian/retention'
import { Rollup } from '#modules/telemetry/historian/rollup'
import { prepareSchema } from '#modules/telemetry/historian/schema'
import type { Transition } from '#modules/telemetry/engine/port'

const BAD = 2
/** Until the policy is known. */
const USUAL_RESERVE_BYTES = 64 * 1024 * 1024
/** Committed journal entries are kept this long, for inquiries. */
const JOURNAL_KEPT_MS = 30 * 86_400_000

/** `history.sqlite`, written by this thread alone: each batch whole or not at all, and never twice. */
export class HistoryStore {
  #database: DatabaseSync
  #statements: Record<'point' | 'reading' | 'condition' | 'journal' | 'committed' | 'batch' | 'lost' | 'found' | 'output', StatementSync>
  #rollup: Rollup
  #lastBatch: number
  #reserveBytes = USUAL_RESERVE_BYTES
  #folder: string
  readonly retention: Retention

  constructor(file: string) {
    this.#folder = dirname(file)
    this.#database = new DatabaseSync(file)
    prepareSchema(this.#database)
    const prepare = (sql: string) => this.#database.prepare(sql)
    this.#statements = {
      point: prepare('INSERT OR IGNORE INTO points (id, code) VALUES (?, ?)'),
      reading: prepare('INSERT OR IGNORE INTO readings (point_id, ts, value, quality) VALUES (?, ?, ?, ?)'),
      condition: prepare('INSERT OR REPLACE INTO condition_states (code, count, active, since) VALUES (?, ?, ?, ?)'),
      journal: prepare('INSERT OR IGNORE INTO journal (seq, at, transition) VALUES (?, ?, ?)'),
      committed: prepare('UPDATE journal SET committed = 1 WHERE seq = ?'),
      batch: prepare('INSERT OR REPLACE INTO batches (only_row, id, at) VALUES (1, ?, ?)'),
      lost: prepare('INSERT OR IGNORE INTO losses (kind, code) VALUES (?, ?)'),
      found: prepare('DELETE FROM losses WHERE kind = ? AND code = ?'),
      output: prepare('INSERT OR REPLACE INTO output_states (code, commanded) VALUES (?, ?)'),
    }
    this.#rollup = new Rollup(this.#database)
    this.retention = new Retention(this.#database)
    this.#lastBatch = Number(this.#database.prepare('SELECT id FROM batches').get()?.id ?? 0)
  }

  obey({ rules, reserveBytes }: HistoryPolicy): void {
    this.#reserveBytes = reserveBytes
    this.retention.configure(rules)
  }

  /** Stores a batch; one that was stored before (its answer got lost) is passed over. */
  write(batch: Batch): void {
    if (batch.id <= this.#lastBatch) return
    this.#leaveReserve()
    this.#database.exec('BEGIN IMMEDIATE')
    try {
      for (const { id, code } of batch.newPoints) this.#statements.point.run(id, code)
      this.#writeReadings(batch)
      for (const { code, state } of batch.conditions) this.#statements.condition.run(code, state.count, state.active ? 1 : 0, state.since ?? null)
      for (const { seq, transition } of batch.transitions) this.#writeTransition(seq, transition)
      for (const seq of batch.committed) this.#statements.committed.run(seq)
      this.#statements.batch.run(batch.id, batch.at)
      this.#database.exec('COMMIT')
      this.#lastBatch = batch.id
    } catch (error) {
      this.#rollup.reset()
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
      throw error
    }
  }

  /** History stops before the disk is full: what is left belongs to alarms, permits and their audit. */
  #leaveReserve(): void {
    const { bavail, bsize } = statfsSync(this.#folder)
    if (bavail * bsize < this.#reserveBytes) throw new Error('the disk is full but for its reserve')
  }

  #writeReadings({ pointIds, instants, values, qualities }: Batch): void {
    for (const [row, pointId] of pointIds.entries()) {
      const [ts, quality] = [instants[row]!, qualities[row]!]
      if (this.retention.isTooOld(pointId, ts)) continue
      const value = Number.isFinite(values[row]) ? values[row]! : null
      const { changes } = this.#statements.reading.run(pointId, ts, value, quality)
      if (changes > 0) this.#rollup.add(pointId, ts, quality === BAD ? null : value)
    }
    this.#rollup.write()
  }

  /** Into the journal, and what of it must be known after a restart. */
  #writeTransition(seq: number, transition: Transition): void {
    const { journal, lost, found, output } = this.#statements
    journal.run(seq, transition.at, JSON.stringify(transition))
    if (transition.kind === 'point_lost') lost.run('point', transition.point)
    else if (transition.kind === 'point_found') found.run('point', transition.point)
    else if (transition.kind === 'source_lost') lost.run('source', transition.source)
    else if (transition.kind === 'source_found') found.run('source', transition.source)
    else if (transition.kind === 'output_commanded') output.run(transition.output, transition.value ? 1 : 0)
  }

  restore(): Restored {
    this.#database.prepare('DELETE FROM journal WHERE committed = 1 AND at < ?').run(clock.now() - JOURNAL_KEPT_MS)
    const all = (sql: string) => this.#database.prepare(sql).all() as Record<string, any>[]
    const last = this.#database.prepare('SELECT ts, value, quality FROM readings WHERE point_id = ? ORDER BY ts DESC LIMIT 1')
    const batch = this.#database.prepare('SELECT id, at FROM batches').get() as { id: number; at: number } | undefined
    return {
      points: all('SELECT id, code FROM points').map(({ id, code }) => {
        const reading = last.get(id) as { ts: number; value: number | null; quality: number } | undefined
        return { id, code, lastTs: reading?.ts ?? null, value: reading?.value ?? null, quality: reading?.quality ?? BAD }
      }),
      conditions: all('SELECT * FROM condition_states').map(({ code, count, active, since }) => ({
        code,
        state: { count, active: active === 1, ...(since === null ? {} : { since }) },
      })),
      losses: all('SELECT kind, code FROM losses').map(({ kind, code }) => ({ kind, code })),
      outputs: all('SELECT code, commanded FROM output_states').map(({ code, commanded }) => ({ code, commanded: commanded === 1 })),
      journal: all('SELECT seq, transition FROM journal WHERE committed = 0 ORDER BY seq').map(({ seq, transition }) => ({
        seq,
        transition: JSON.parse(transition),
      })),
      lastSeq: Number(this.#database.prepare('SELECT max(seq) AS seq FROM journal').get()?.seq ?? 0),
      lastBatch: batch?.id ?? 0,
      lastAt: batch?.at ?? null,
    }
  }

  close(): void {
    this.#database.close()
  }
}

import { DatabaseSync, type StatementSync } from 'node:sqlite'
import type { Batch, Restored } from '#modules/telemetry/historian/messages'
import { prepareSchema } from '#modules/telemetry/historian/schema'

const MINUTE_MS = 60_000
const BAD = 2

interface Minute {
  pointId: number
  minute: number
  n: number
  lowest: number | null
  highest: number | null
  total: number
  bad: number
}

/** `history.sqlite`, written by this thread alone: each batch whole or not at all, and never twice. */
export class HistoryStore {
  #database: DatabaseSync
  #statements: Record<'point' | 'reading' | 'minute' | 'condition' | 'journal' | 'committed' | 'batch', StatementSync>
  #lastBatch: number

  constructor(file: string) {
    this.#database = new DatabaseSync(file)
    prepareSchema(this.#database)
    const prepare = (sql: string) => this.#database.prepare(sql)
    this.#statements = {
      point: prepare('INSERT OR IGNORE INTO points (id, code) VALUES (?, ?)'),
      reading: prepare('INSERT OR IGNORE INTO readings (point_id, ts, value, quality) VALUES (?, ?, ?, ?)'),
      minute: prepare(`INSERT INTO minutes (point_id, minute, n, lowest, highest, total, bad) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (point_id, minute) DO UPDATE SET n = n + excluded.n, bad = bad + excluded.bad, total = total + excluded.total,
          lowest = min(coalesce(lowest, excluded.lowest), coalesce(excluded.lowest, lowest)),
          highest = max(coalesce(highest, excluded.highest), coalesce(excluded.highest, highest))`),
      condition: prepare('INSERT OR REPLACE INTO condition_states (code, count, active) VALUES (?, ?, ?)'),
      journal: prepare('INSERT OR IGNORE INTO journal (seq, at, transition) VALUES (?, ?, ?)'),
      committed: prepare('UPDATE journal SET committed = 1 WHERE seq = ?'),
      batch: prepare('INSERT OR REPLACE INTO batches (only_row, id, at) VALUES (1, ?, ?)'),
    }
    this.#lastBatch = Number(this.#database.prepare('SELECT id FROM batches').get()?.id ?? 0)
  }

  /** Stores a batch; one that was stored before (its answer got lost) is passed over. */
  write(batch: Batch): void {
    if (batch.id <= this.#lastBatch) return
    this.#database.exec('BEGIN IMMEDIATE')
    try {
      for (const { id, code } of batch.newPoints) this.#statements.point.run(id, code)
      this.#writeReadings(batch)
      for (const { code, state } of batch.conditions) this.#statements.condition.run(code, state.count, state.active ? 1 : 0)
      for (const { seq, transition } of batch.transitions)
        this.#statements.journal.run(seq, transition.at, JSON.stringify(transition))
      for (const seq of batch.committed) this.#statements.committed.run(seq)
      this.#statements.batch.run(batch.id, batch.at)
      this.#database.exec('COMMIT')
      this.#lastBatch = batch.id
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
      throw error
    }
  }

  #writeReadings({ pointIds, instants, values, qualities }: Batch): void {
    const minutes = new Map<string, Minute>()
    for (const [row, pointId_] of pointIds.entries()) {
      const [pointId, ts, quality] = [pointId_!, instants[row]!, qualities[row]!]
      const value = Number.isFinite(values[row]) ? values[row]! : null
      const { changes } = this.#statements.reading.run(pointId, ts, value, quality)
      if (changes === 0) continue
      const minute = Math.floor(ts / MINUTE_MS)
      const key = `${pointId}:${minute}`
      const sum = minutes.get(key) ?? { pointId, minute, n: 0, lowest: null, highest: null, total: 0, bad: 0 }
      if (quality === BAD || value === null) sum.bad += 1
      else {
        sum.n += 1
        sum.total += value
        sum.lowest = sum.lowest === null ? value : Math.min(sum.lowest, value)
        sum.highest = sum.highest === null ? value : Math.max(sum.highest, value)
      }
      minutes.set(key, sum)
    }
    for (const { pointId, minute, n, lowest, highest, total, bad } of minutes.values())
      this.#statements.minute.run(pointId, minute, n, lowest, highest, total, bad)
  }

  restore(): Restored {
    const all = (sql: string) => this.#database.prepare(sql).all() as Record<string, any>[]
    const last = this.#database.prepare('SELECT ts, value, quality FROM readings WHERE point_id = ? ORDER BY ts DESC LIMIT 1')
    const batch = this.#database.prepare('SELECT id, at FROM batches').get() as { id: number; at: number } | undefined
    return {
      points: all('SELECT id, code FROM points').map(({ id, code }) => {
        const reading = last.get(id) as { ts: number; value: number | null; quality: number } | undefined
        return { id, code, lastTs: reading?.ts ?? null, value: reading?.value ?? null, quality: reading?.quality ?? BAD }
      }),
      conditions: all('SELECT * FROM condition_states').map(({ code, count, active }) => ({
        code,
        state: { count, active: active === 1 },
      })),
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

import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { clock } from '#app/kernel/clock'
import type { RetentionRule, RetentionStatus } from '#modules/telemetry/historian/messages'
import { CHECKPOINT_PAGES, SERIES } from '#modules/telemetry/historian/schema'

const DAY_MS = 86_400_000
/** A batch that comes meanwhile waits for one slice at most: what the slices aim at, well below 50 ms. */
const AIM_MS = 6
const MOST_ROWS = 2_000
const LEAST_ROWS = 20

interface Statements {
  /** The instant at which a slice ends, when there is more than one slice. */
  edge: StatementSync
  any: StatementSync
  remove: StatementSync
}

/**
 * Lets go what is older than its class is kept, in slices: each slice is one transaction with the mark how far it came, so
 * that a restart goes on where it stopped. Journal, states and everything of plant.sqlite are out of its reach.
 */
export class Retention {
  #database: DatabaseSync
  #statements: Statements[]
  #mark: StatementSync
  #rules: RetentionRule[] = []
  #ids = new Map<string, number>()
  /** Before these instants nothing of a point's raw readings is kept. */
  #rawCuts = new Map<number, number>()
  #place = 0
  #rows = 200
  #status: RetentionStatus = { roundEndedAt: null, removed: 0, longestSliceMs: 0, refusedAsTooOld: 0 }

  constructor(database: DatabaseSync) {
    this.#database = database
    this.#statements = SERIES.map(({ table, column }) => ({
      any: database.prepare(`SELECT 1 FROM ${table} WHERE point_id = ? AND ${column} < ? LIMIT 1`),
      edge: database.prepare(`SELECT ${column} AS edge FROM ${table} WHERE point_id = ? AND ${column} < ? ORDER BY ${column} LIMIT 1 OFFSET ?`),
      remove: database.prepare(`DELETE FROM ${table} WHERE point_id = ? AND ${column} < ?`),
    }))
    this.#mark = database.prepare('INSERT INTO retention (point_id, series, cut) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET cut = max(cut, excluded.cut)')
    for (const row of database.prepare("SELECT point_id, cut FROM retention WHERE series = 'readings'").all())
      this.#rawCuts.set(Number(row.point_id), Number(row.cut))
  }

  get status(): RetentionStatus {
    return { ...this.#status }
  }

  configure(rules: RetentionRule[]): void {
    this.#rules = rules
    this.#place = 0
  }

  /** A reading from before the cut: whether it was stored once can't be known any more, so it must not be counted again. */
  isTooOld(pointId: number, ts: number): boolean {
    const cut = this.#rawCuts.get(pointId)
    if (cut === undefined || ts >= cut) return false
    this.#status.refusedAsTooOld += 1
    return true
  }

  /** One slice. False when everything that was due is gone: the round has ended. */
  step(): boolean {
    if (this.#place === 0) this.#ids = new Map(this.#database.prepare('SELECT code, id FROM points').all().map(({ code, id }) => [String(code), Number(id)]))
    const began = clock.monotonic()
    while (this.#place < this.#rules.length * SERIES.length) {
      if (this.#slice()) {
        this.#adapt(clock.monotonic() - began)
        return true
      }
      this.#place += 1
      if (clock.monotonic() - began > AIM_MS) return true
    }
    this.#place = 0
    this.#status.roundEndedAt = clock.now()
    return false
  }

  /** False when there is nothing to remove at this place. */
  #slice(): boolean {
    const rule = this.#rules[Math.floor(this.#place / SERIES.length)]!
    const index = this.#place % SERIES.length
    const { table, ms } = SERIES[index]!
    const pointId = this.#ids.get(rule.code)
    if (pointId === undefined) return false
    const { any, edge, remove } = this.#statements[index]!
    const end = Math.floor((clock.now() - rule.days[index]! * DAY_MS) / ms)
    if (!any.get(pointId, end)) return false
    const cut = Number(edge.get(pointId, end, this.#rows)?.edge ?? end)
    // The copying of the log into the file falls due by the amount that is written; it is left to the batches.
    this.#database.exec('PRAGMA wal_autocheckpoint = 0; BEGIN IMMEDIATE')
    try {
      this.#status.removed += Number(remove.run(pointId, cut).changes)
      this.#mark.run(pointId, table, cut * ms)
      this.#database.exec('COMMIT')
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK')
      throw error
    } finally {
      this.#database.exec(`PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES}`)
    }
    if (table === 'readings') this.#rawCuts.set(pointId, cut)
    return true
  }

  #adapt(tookMs: number): void {
    this.#status.longestSliceMs = Math.max(this.#status.longestSliceMs, tookMs)
    const rows = tookMs > AIM_MS ? this.#rows / 2 : tookMs < AIM_MS / 2 ? this.#rows * 1.25 : this.#rows
    this.#rows = Math.round(Math.min(MOST_ROWS, Math.max(LEAST_ROWS, rows)))
  }
}

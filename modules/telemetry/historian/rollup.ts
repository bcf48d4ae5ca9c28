import type { DatabaseSync, StatementSync } from 'node:sqlite'
import { ROLLUPS } from '#modules/telemetry/historian/schema'

interface Span {
  pointId: number
  span: number
  n: number
  lowest: number | null
  highest: number | null
  total: number
  bad: number
}

/** Sums up a batch's readings per minute, hour and day, and adds each sum once. */
export class Rollup {
  #statements: StatementSync[]
  #spans: Map<number, Span>[] = ROLLUPS.map(() => new Map())

  constructor(database: DatabaseSync) {
    this.#statements = ROLLUPS.map(({ table, column }) =>
      database.prepare(`INSERT INTO ${table} (point_id, ${column}, n, lowest, highest, total, bad) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (point_id, ${column}) DO UPDATE SET n = n + excluded.n, bad = bad + excluded.bad, total = total + excluded.total,
          lowest = min(coalesce(lowest, excluded.lowest), coalesce(excluded.lowest, lowest)),
          highest = max(coalesce(highest, excluded.highest), coalesce(excluded.highest, highest))`)
    )
  }

  /** `value` is null where there is none that counts. */
  add(pointId: number, ts: number, value: number | null): void {
    for (const [index, { ms }] of ROLLUPS.entries()) {
      const span = Math.floor(ts / ms)
      // Points stay below 2^20 and spans below 2^32: together one exact number.
      const key = span * 0x100000 + pointId
      const sum = this.#spans[index]!.get(key) ?? { pointId, span, n: 0, lowest: null, highest: null, total: 0, bad: 0 }
      if (value === null) sum.bad += 1
      else {
        sum.n += 1
        sum.total += value
        sum.lowest = sum.lowest === null ? value : Math.min(sum.lowest, value)
        sum.highest = sum.highest === null ? value : Math.max(sum.highest, value)
      }
      this.#spans[index]!.set(key, sum)
    }
  }

  write(): void {
    for (const [index, spans] of this.#spans.entries())
      for (const { pointId, span, n, lowest, highest, total, bad } of spans.values())
        this.#statements[index]!.run(pointId, span, n, lowest, highest, total, bad)
    this.reset()
  }

  /** Forgets what was added: written, or rolled back. */
  reset(): void {
    for (const spans of this.#spans) spans.clear()
  }
}

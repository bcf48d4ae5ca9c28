import { DatabaseSync } from 'node:sqlite'
import { Rollup } from '#modules/telemetry/historian/rollup'
import { prepareSchema } from '#modules/telemetry/historian/schema'

/** What says how things stand, not how they were: the newer file is right about all of it. */
const STANDS = ['condition_states', 'losses', 'output_states', 'batches'] as const
const BAD = 2

/**
 * Brings what was stored since into an older history: readings that it lacks, with their roll-ups, the journal, and how
 * things stand. Whole or not at all. Returns how many readings came over.
 */
export function carryOver(older: string, newer: string): number {
  const database = new DatabaseSync(older)
  try {
    prepareSchema(database)
    database.prepare('ATTACH ? AS newer').run(newer)
    database.exec('BEGIN IMMEDIATE')
    const moved = moveReadings(database)
    for (const table of STANDS) database.exec(`DELETE FROM main.${table}; INSERT INTO main.${table} SELECT * FROM newer.${table}`)
    database.exec('INSERT OR REPLACE INTO main.journal SELECT * FROM newer.journal')
    database.exec('COMMIT')
    return moved
  } finally {
    if (database.isTransaction) database.exec('ROLLBACK')
    database.close()
  }
}

/** Points are told apart by their codes: each file has numbers of its own. */
function moveReadings(database: DatabaseSync): number {
  database.exec(`INSERT OR IGNORE INTO main.points (code) SELECT code FROM newer.points`)
  const insert = database.prepare('INSERT OR IGNORE INTO main.readings (point_id, ts, value, quality) VALUES (?, ?, ?, ?)')
  const rollup = new Rollup(database)
  const rows = database.prepare(`SELECT mine.id AS point_id, r.ts, r.value, r.quality FROM newer.readings r
    JOIN newer.points its ON its.id = r.point_id JOIN main.points mine ON mine.code = its.code`)
  let moved = 0
  for (const { point_id: pointId, ts, value, quality } of rows.iterate() as Iterable<{ point_id: number; ts: number; value: number | null; quality: number }>) {
    if (insert.run(pointId, ts, value, quality).changes === 0) continue
    moved += 1
    rollup.add(pointId, ts, quality === BAD ? null : value)
  }
  rollup.write()
  return moved
}

import type { DatabaseSync } from 'node:sqlite'

/** Roll-ups that are kept in the transaction of their readings: table, its time column, and how long one span is. */
export const ROLLUPS = [
  { table: 'minutes', column: 'minute', ms: 60_000 },
  { table: 'hours', column: 'hour', ms: 3_600_000 },
  { table: 'days', column: 'day', ms: 86_400_000 },
] as const

const rollup = ({ table, column }: (typeof ROLLUPS)[number]) => `
    CREATE TABLE IF NOT EXISTS ${table} (
      point_id INTEGER NOT NULL, ${column} INTEGER NOT NULL,
      n INTEGER NOT NULL, lowest REAL, highest REAL, total REAL, bad INTEGER NOT NULL,
      PRIMARY KEY (point_id, ${column})
    ) WITHOUT ROWID;`

/** The log is copied into the file whenever it has so many pages. */
export const CHECKPOINT_PAGES = 4_000

/** The series of a point, finest first: raw readings (their instant in ms), then the roll-ups. */
export const SERIES = [{ table: 'readings', column: 'ts', ms: 1 }, ...ROLLUPS] as const

/**
 * Readings are 23 bytes each, found by point and instant. Days are of UTC. `retention` says before which instant of a
 * point's series nothing is kept any more.
 */
export function prepareSchema(database: DatabaseSync): void {
  database.exec(`
    PRAGMA journal_mode = WAL;
    PRAGMA synchronous = FULL;
    PRAGMA busy_timeout = 5000;
    PRAGMA wal_autocheckpoint = ${CHECKPOINT_PAGES};
    CREATE TABLE IF NOT EXISTS points (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE);
    CREATE TABLE IF NOT EXISTS readings (
      point_id INTEGER NOT NULL, ts INTEGER NOT NULL, value REAL, quality INTEGER NOT NULL,
      PRIMARY KEY (point_id, ts)
    ) WITHOUT ROWID;
    ${ROLLUPS.map(rollup).join('')}
    CREATE TABLE IF NOT EXISTS retention (point_id INTEGER NOT NULL, series TEXT NOT NULL, cut INTEGER NOT NULL, PRIMARY KEY (point_id, series))
      WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS condition_states (code TEXT PRIMARY KEY, count INTEGER NOT NULL, active INTEGER NOT NULL)
      WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS journal (
      seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, transition TEXT NOT NULL, committed INTEGER NOT NULL DEFAULT 0
    );
    CREATE INDEX IF NOT EXISTS journal_open ON journal (seq) WHERE committed = 0;
    CREATE TABLE IF NOT EXISTS losses (kind TEXT NOT NULL, code TEXT NOT NULL, PRIMARY KEY (kind, code)) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS output_states (code TEXT PRIMARY KEY, commanded INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS batches (only_row INTEGER PRIMARY KEY CHECK (only_row = 1), id INTEGER NOT NULL, at INTEGER NOT NULL);
  `)
  const columns = database.prepare('PRAGMA table_info(condition_states)').all()
  if (!columns.some(({ name }) => name === 'since')) database.exec('ALTER TABLE condition_states ADD COLUMN since INTEGER')
}

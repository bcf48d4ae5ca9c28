import { mkdirSync } from 'node:fs'
import { defineConfig } from '@adonisjs/lucid'
import { dataPath } from '#config/data'

mkdirSync(dataPath(), { recursive: true })

type Done = (this: unknown, error: Error | null, ...rest: unknown[]) => void

interface SqliteConnection {
  run(sql: string, done: Done): void
  all(sql: string, bindings: unknown, done: Done): void
  /** The pool gives out no connection on which this stands, and closes it. */
  __knex__disposed?: string
}

/**
 * A BEGIN, COMMIT or ROLLBACK that failed leaves its connection inside a transaction, as far as anybody knows. Given back
 * to the pool like that, it would keep the write lock and fail everybody who is handed it: the plant could write nothing
 * more until a restart. So it is rolled back there and then, and not used again.
 */
function guardTransactions(connection: SqliteConnection): void {
  const { all } = connection
  connection.all = function (sql, bindings, done) {
    if (!/^(BEGIN|COMMIT|ROLLBACK)\b/.test(sql)) return all.call(this, sql, bindings, done)
    all.call(this, sql, bindings, function (error, ...rest) {
      if (!error) return done.call(this, error, ...rest)
      connection.__knex__disposed = `${sql} failed: ${error.message}`
      connection.run('ROLLBACK', () => done.call(this, error, ...rest))
    })
  }
}

/** Durable before fast: what a person signed must survive the plug being pulled. */
function prepare(connection: SqliteConnection, done: (error: Error | null, connection: SqliteConnection) => void) {
  const pragmas = ['journal_mode=WAL', 'synchronous=FULL', 'foreign_keys=ON', 'busy_timeout=5000']
  guardTransactions(connection)
  const next = (index: number): void => {
    if (index === pragmas.length) return done(null, connection)
    connection.run(`PRAGMA ${pragmas[index]}`, (error) => (error ? done(error, connection) : next(index + 1)))
  }
  next(0)
}

export default defineConfig({
  connection: 'plant',
  connections: {
    /** Small and precious: permits, people, hazards, alarms, audit. */
    plant: {
      client: 'sqlite3',
      connection: { filename: dataPath('plant.sqlite') },
      useNullAsDefault: true,
      migrations: { naturalSort: true, paths: ['database/migrations'] },
      schemaGeneration: { enabled: false },
      pool: { min: 1, max: 4, afterCreate: prepare },
    },
    /** Large and append-only: readings, roll-ups and the journal. Written by the historian thread alone, read here. */
    history: {
      client: 'sqlite3',
      connection: { filename: dataPath('history.sqlite') },
      useNullAsDefault: true,
      schemaGeneration: { enabled: false },
      pool: { min: 0, max: 2, afterCreate: prepare },
    },
  },
})

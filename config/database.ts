import { mkdirSync } from 'node:fs'
import { defineConfig } from '@adonisjs/lucid'
import { dataPath } from '#config/data'

mkdirSync(dataPath(), { recursive: true })

type SqliteConnection = { run(sql: string, done: (error: Error | null) => void): void }

/** Durable before fast: what a person signed must survive the plug being pulled. */
function prepare(connection: SqliteConnection, done: (error: Error | null, connection: SqliteConnection) => void) {
  const pragmas = ['journal_mode=WAL', 'synchronous=FULL', 'foreign_keys=ON', 'busy_timeout=5000']
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

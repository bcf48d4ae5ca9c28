import { BaseSchema } from '@adonisjs/lucid/schema'

/** Owner: app/audit. Append-only: the triggers are the second layer behind the hash chain. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('audit_entries', (table) => {
      table.integer('seq').primary()
      table.bigInteger('at').notNullable()
      table.string('actor_id')
      table.string('actor_name').notNullable()
      table.string('device')
      table.string('action').notNullable()
      table.string('subject_type').notNullable()
      table.string('subject_id').notNullable()
      table.text('details').notNullable()
      table.string('prev_hash', 64).notNullable()
      table.string('hash', 64).notNullable()
      table.index(['subject_type', 'subject_id'])
      table.index(['at'])
    })
    if (this.db.dialect.name === 'sqlite3') {
      for (const change of ['UPDATE', 'DELETE']) {
        this.schema.raw(
          `CREATE TRIGGER audit_no_${change.toLowerCase()} BEFORE ${change} ON audit_entries
           BEGIN SELECT RAISE(ABORT, 'audit entries are append-only'); END`
        )
      }
    }
  }

  async down() {
    this.schema.dropTable('audit_entries')
  }
}

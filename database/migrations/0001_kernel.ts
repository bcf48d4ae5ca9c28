import { BaseSchema } from '@adonisjs/lucid/schema'

/** Owner: app/kernel. The outbox, the writers' turn, and answers kept for repeated requests. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('writer_turns', (table) => {
      table.integer('id').primary()
      table.bigInteger('turn').notNullable()
    })
    this.defer(async (db) => {
      await db.table('writer_turns').insert({ id: 1, turn: 0 })
    })

    this.schema.createTable('outbox_events', (table) => {
      table.string('id').primary()
      table.string('name').notNullable()
      table.text('payload').notNullable()
      table.bigInteger('occurred_at').notNullable()
    })

    this.schema.createTable('outbox_deliveries', (table) => {
      table.increments('id')
      table.string('event_id').notNullable().references('outbox_events.id')
      table.string('subscriber').notNullable()
      table.string('status').notNullable().checkIn(['open', 'done', 'spent'])
      table.integer('attempts').notNullable().defaultTo(0)
      table.bigInteger('next_attempt_at').notNullable()
      table.bigInteger('done_at')
      table.string('error')
      table.unique(['event_id', 'subscriber'])
      table.index(['status', 'next_attempt_at'])
    })

    this.schema.createTable('idempotency_keys', (table) => {
      table.string('key').notNullable()
      table.string('principal').notNullable()
      table.string('request').notNullable()
      table.integer('status').notNullable()
      table.text('body').notNullable()
      table.bigInteger('created_at').notNullable().index()
      table.primary(['key', 'principal'])
    })

    this.schema.createTable('settings', (table) => {
      table.increments('id')
      table.string('key').notNullable()
      table.text('value').notNullable()
      table.string('source').notNullable()
      table.string('changed_by').notNullable()
      table.bigInteger('valid_from').notNullable()
      table.index(['key', 'valid_from'])
    })
  }

  async down() {
    for (const name of ['settings', 'idempotency_keys', 'outbox_deliveries', 'outbox_events', 'writer_turns'])
      this.schema.dropTable(name)
  }
}

import { BaseSchema } from '@adonisjs/lucid/schema'

/** Owner: app/notifications. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('teams', (table) => {
      table.string('code').primary()
      table.string('name').notNullable()
      table.string('name_en').notNullable()
    })

    this.schema.createTable('team_members', (table) => {
      table.increments('id')
      table.string('team_code').notNullable().references('teams.code')
      table.string('account_code').notNullable()
      /** Null: on duty in every shift. */
      table.string('shift_code')
      table.unique(['team_code', 'account_code', 'shift_code'])
    })

    this.schema.createTable('notices', (table) => {
      table.string('id').primary()
      table.string('message_key').notNullable()
      table.text('message_params').notNullable()
      table.integer('priority').notNullable().checkBetween([1, 4])
      table.string('link')
      table.string('cause').notNullable().index()
      table.bigInteger('created_at').notNullable()
    })

    this.schema.createTable('notice_deliveries', (table) => {
      table.string('id').primary()
      table.string('notice_id').notNullable().references('notices.id')
      table.string('account_id').notNullable().references('accounts.id')
      table.string('channel').notNullable().checkIn(['in_app', 'email'])
      table.string('address').notNullable()
      table.string('status').notNullable().checkIn(['waiting', 'sent', 'failed'])
      table.integer('attempts').notNullable().defaultTo(0)
      table.bigInteger('next_attempt_at').notNullable()
      table.bigInteger('sent_at')
      table.bigInteger('read_at')
      table.string('error')
      /** The same cause tells the same person the same thing once on each channel. */
      table.string('dedupe').notNullable().unique()
      table.index(['status', 'next_attempt_at'])
      table.index(['account_id', 'channel', 'read_at'])
    })
  }

  async down() {
    for (const name of ['notice_deliveries', 'notices', 'team_members', 'teams']) this.schema.dropTable(name)
  }
}

import { BaseSchema } from '@adonisjs/lucid/schema'

const CHANNELS = ['in_app', 'email', 'sms', 'voice', 'dingtalk', 'wecom', 'webhook']

/** Owner: app/notifications. More ways out than e-mail, some of them to a group rather than to a person. */
export default class extends BaseSchema {
  async up() {
    this.schema.raw('CREATE TABLE notice_deliveries_kept AS SELECT * FROM notice_deliveries')
    this.schema.dropTable('notice_deliveries')
    this.schema.createTable('notice_deliveries', (table) => {
      table.string('id').primary()
      table.string('notice_id').notNullable().references('notices.id')
      /** Null: to a group, a robot's chat or a webhook. */
      table.string('account_id').references('accounts.id')
      table.string('channel').notNullable().checkIn(CHANNELS)
      table.string('address').notNullable()
      table.string('status').notNullable().checkIn(['waiting', 'sent', 'failed', 'no_address'])
      table.integer('attempts').notNullable().defaultTo(0)
      table.bigInteger('next_attempt_at').notNullable()
      table.bigInteger('sent_at')
      table.bigInteger('read_at')
      table.string('error')
      /** What the other side calls the message: for questions to it. */
      table.string('provider_id')
      /** A page of the recipient's own in place of the notice's. */
      table.string('link')
      /** JSON list of telephone numbers that the robot calls by name in its group. */
      table.text('mentions').notNullable().defaultTo('[]')
      /** The same cause tells the same person the same thing once on each channel. */
      table.string('dedupe').notNullable().unique()
      table.index(['status', 'next_attempt_at'])
      table.index(['account_id', 'channel', 'read_at'])
      table.index(['notice_id'])
    })
    const kept = 'id, notice_id, account_id, channel, address, status, attempts, next_attempt_at, sent_at, read_at, error, dedupe'
    this.schema.raw(`INSERT INTO notice_deliveries (${kept}) SELECT ${kept} FROM notice_deliveries_kept`)
    this.schema.dropTable('notice_deliveries_kept')

    /** How each way out is doing; outlives a restart, or an alarm raised before it would never be taken back. */
    this.schema.createTable('notice_channels', (table) => {
      table.string('name').primary()
      /** Tries in a row that failed. */
      table.integer('failures').notNullable().defaultTo(0)
      table.bigInteger('failed_at')
      table.bigInteger('sent_at')
      table.string('error')
    })
  }

  async down() {
    this.schema.dropTable('notice_channels')
    this.schema.raw(`DELETE FROM notice_deliveries WHERE channel NOT IN ('in_app', 'email') OR account_id IS NULL`)
    this.schema.alterTable('notice_deliveries', (table) => {
      table.dropIndex(['notice_id'])
      table.dropColumns('provider_id', 'link', 'mentions')
    })
  }
}

import { BaseSchema } from '@adonisjs/lucid/schema'

/** Owner: app/notifications. Other systems that rules may call, and what they are sent in place of a sentence. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('webhooks', (table) => {
      table.string('code').primary()
      table.string('name').notNullable()
      table.string('name_en').notNullable()
      table.string('url').notNullable()
    })
    this.schema.alterTable('notice_deliveries', (table) => {
      /** JSON body for a machine: type and data; null: the notice's sentence is sent. */
      table.text('payload')
    })
  }

  async down() {
    this.schema.alterTable('notice_deliveries', (table) => table.dropColumn('payload'))
    this.schema.dropTable('webhooks')
  }
}

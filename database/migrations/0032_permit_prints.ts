import { BaseSchema } from '@adonisjs/lucid/schema'

/** Owner: modules/permits. Every paper copy is numbered: which one hangs at the place is no matter of belief. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('permit_prints', (table) => {
      table.increments('id')
      table.string('permit_id').notNullable().references('permits.id')
      table.integer('number').notNullable()
      table.string('printed_by').notNullable()
      table.bigInteger('printed_at').notNullable()
      table.unique(['permit_id', 'number'])
    })
  }

  async down() {
    this.schema.dropTable('permit_prints')
  }
}

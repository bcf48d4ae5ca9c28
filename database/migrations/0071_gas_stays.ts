import { BaseSchema } from '@adonisjs/lucid/schema'

/** Owner: modules/personnel. One row for each presence in an area where gas is to be expected: how much of the permitted time is used up. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('gas_stays', (table) => {
      table.string('presence_id').primary().references('presence.id')
      table.string('account_id').notNullable().references('accounts.id')
      table.string('area_code').notNullable().references('areas.code')
      table.bigInteger('entered_at').notNullable()
      table.bigInteger('left_at')
      /** Share of the permitted time, cumulated over the bands that the person stood in; 1 is all of it. */
      table.double('used').notNullable().defaultTo(0)
      table.bigInteger('counted_until').notNullable()
      table.bigInteger('checked_in_at')
      table.string('checked_in_by')
      table.bigInteger('overdue_at')
      /** Nobody has heard of the person for longer than agreed. */
      table.bigInteger('silent_at')
      table.index(['account_id', 'left_at'])
      table.index(['left_at'])
    })
  }

  async down() {
    this.schema.dropTable('gas_stays')
  }
}

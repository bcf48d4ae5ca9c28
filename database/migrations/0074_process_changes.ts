import { BaseSchema } from '@adonisjs/lucid/schema'

/** Owner: modules/risks. Changes of process or production (变更) that lift the level of an area until they end. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('process_changes', (table) => {
      table.string('id').primary()
      table.string('area_code').notNullable().references('areas.code')
      table.string('grade').notNullable().checkIn(['red', 'orange', 'yellow', 'blue'])
      table.string('reason').notNullable()
      table.string('by').notNullable().references('accounts.id')
      table.string('by_name').notNullable()
      table.bigInteger('since').notNullable()
      table.bigInteger('until').notNullable()
      table.bigInteger('ended_at')
      table.string('ended_by_name')
      table.check('until > since', [], 'changes_end_after_they_begin')
      table.index(['ended_at', 'until'])
    })
  }

  async down() {
    this.schema.dropTable('process_changes')
  }
}

import { BaseSchema } from '@adonisjs/lucid/schema'

/** Owner: app/rules. What a definition was tried on, so that publishing can ask for it. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('rule_backtests', (table) => {
      table.string('id').primary()
      table.string('rule_code').notNullable()
      /** SHA-256 of the definition that was tried: a changed one has not been. */
      table.string('definition_hash').notNullable()
      table.bigInteger('from').notNullable()
      table.bigInteger('to').notNullable()
      table.integer('firings').notNullable()
      /** JSON: how many would have been suspended, refused, notified. */
      table.text('counts').notNullable()
      table.bigInteger('at').notNullable()
      table.string('by').notNullable()
      table.index(['rule_code', 'definition_hash'])
    })
  }

  async down() {
    this.schema.dropTable('rule_backtests')
  }
}

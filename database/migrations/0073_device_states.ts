import { BaseSchema } from '@adonisjs/lucid/schema'

/** Owner: app/identity. What a screen says of itself: its clock, and what it has not been able to hand over. */
export default class extends BaseSchema {
  async up() {
    this.schema.alterTable('devices', (table) => {
      table.bigInteger('clock_ahead_ms')
      table.integer('unsent')
    })
  }

  async down() {
    this.schema.alterTable('devices', (table) => {
      table.dropColumn('clock_ahead_ms')
      table.dropColumn('unsent')
    })
  }
}

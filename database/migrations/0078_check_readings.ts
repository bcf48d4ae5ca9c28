import { BaseSchema } from '@adonisjs/lucid/schema'

/** Owner: modules/telemetry. What a check was made with and what the detector said, in the unit of its point. */
export default class extends BaseSchema {
  async up() {
    this.schema.alterTable('point_checks', (table) => {
      table.string('gas')
      table.double('concentration')
      table.double('before')
      table.double('after')
    })
  }

  async down() {
    this.schema.alterTable('point_checks', (table) => {
      for (const name of ['gas', 'concentration', 'before', 'after']) table.dropColumn(name)
    })
  }
}

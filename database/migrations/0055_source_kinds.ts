import { BaseSchema } from '@adonisjs/lucid/schema'

const FORMER = ['modbus_tcp', 'mqtt']
const KINDS = [...FORMER, 'modbus_rtu_tcp', 'sparkplug_b', 'http', 'replay']

/** Owner: modules/telemetry. More wires that readings come by, and what a device writes when it has no value. */
export default class extends BaseSchema {
  async up() {
    this.#allow(KINDS)
    this.schema.alterTable('points', (table) => {
      /** JSON list of numbers as the device writes them, before scaling. */
      table.text('invalid_values').notNullable().defaultTo('[]')
    })
  }

  async down() {
    this.schema.raw('ALTER TABLE points DROP COLUMN invalid_values')
    this.#allow(FORMER)
  }

  /** SQLite changes no check of a column: the column is made anew. Points hold on to the table, so it stays. */
  #allow(kinds: string[]): void {
    const list = kinds.map((kind) => `'${kind}'`).join(', ')
    this.schema.raw(`ALTER TABLE sources ADD COLUMN new_kind varchar(255) NOT NULL DEFAULT 'mqtt' CHECK (new_kind IN (${list}))`)
    this.schema.raw('UPDATE sources SET new_kind = kind')
    this.schema.raw('ALTER TABLE sources DROP COLUMN kind')
    this.schema.raw('ALTER TABLE sources RENAME COLUMN new_kind TO kind')
  }
}

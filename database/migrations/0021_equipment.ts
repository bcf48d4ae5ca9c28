import { BaseSchema } from '@adonisjs/lucid/schema'

/** Owner: modules/personnel. Who may start which machine, and who has started it. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('equipment_requirements', (table) => {
      table.string('code').primary()
      /** One of the two: a kind of equipment, or one machine, whose needs come on top of its kind's. */
      table.string('equipment_kind')
      table.string('equipment_code').references('equipment.code')
      table.text('courses').notNullable()
      table.text('certificates').notNullable()
      table.boolean('medical').notNullable()
      /** JSON [{code, name, name_en}]: what is looked at before each start. */
      table.text('checklist').notNullable()
      table.integer('session_min').notNullable()
      /** The permissive contact in the start circuit. */
      table.string('output')
      table.check('(equipment_kind IS NULL) <> (equipment_code IS NULL)', [], 'a_kind_or_a_machine')
    })

    this.schema.createTable('equipment_authorizations', (table) => {
      table.string('id').primary()
      table.string('equipment_code').notNullable().references('equipment.code')
      table.string('account_id')
      table.string('badge')
      table.string('decision').notNullable().checkIn(['grant', 'deny'])
      table.text('reasons').notNullable()
      table.text('checklist').notNullable()
      table.bigInteger('at').notNullable()
      table.bigInteger('until')
      table.bigInteger('ended_at')
      /** `badged_out`, `time_over`, `taken_over` */
      table.string('end_cause')
      table.string('device')
      table.index(['equipment_code', 'at'])
    })
    this.schema.raw(
      `CREATE UNIQUE INDEX equipment_one_operator ON equipment_authorizations (equipment_code)
       WHERE decision = 'grant' AND ended_at IS NULL`
    )
  }

  async down() {
    this.schema.dropTable('equipment_authorizations')
    this.schema.dropTable('equipment_requirements')
  }
}

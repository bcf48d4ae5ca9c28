import { BaseSchema } from '@adonisjs/lucid/schema'

/** Owner: modules/telemetry. Alarm management by ISA-18.2: bursts, floods, out of service, checks of detectors. */
export default class extends BaseSchema {
  async up() {
    this.schema.alterTable('points', (table) => {
      table.double('conversion_c')
      table.integer('calibration_days')
      table.integer('bump_test_days')
    })

    this.schema.alterTable('alarms', (table) => {
      /** The first of its area in a burst; the others carry its id. */
      table.boolean('first_out').notNullable().defaultTo(false)
      table.string('burst_id')
      /** The flood that it came in: folded on the operator's list. */
      table.string('flood_id').index()
      table.bigInteger('realarmed_at')
      table.integer('realarms').notNullable().defaultTo(0)
      table.index(['area_code', 'raised_at'])
      table.index(['condition_code', 'raised_at'])
    })

    this.schema.createTable('alarm_floods', (table) => {
      table.string('id').primary()
      /** Null: the operator's whole list. */
      table.string('area_code')
      table.bigInteger('started_at').notNullable().index()
      table.bigInteger('ended_at')
      table.integer('alarms').notNullable()
    })

    this.schema.createTable('out_of_service', (table) => {
      table.string('id').primary()
      table.string('condition_code').notNullable()
      table.string('point_code').notNullable()
      table.string('area_code').notNullable()
      table.string('reason').notNullable()
      table.bigInteger('since').notNullable()
      table.bigInteger('until').notNullable()
      table.string('by').notNullable()
      table.string('by_name').notNullable()
      table.bigInteger('ended_at')
      table.string('ended_by_name')
    })
    this.schema.raw('CREATE UNIQUE INDEX one_out_of_service ON out_of_service (condition_code) WHERE ended_at IS NULL')

    /** A detector was calibrated, or shown its gas, by a person: when the next is due follows from the last that passed. */
    this.schema.createTable('point_checks', (table) => {
      table.string('id').primary()
      table.string('point_code').notNullable().references('points.code')
      table.string('kind').notNullable().checkIn(['calibration', 'bump_test'])
      table.boolean('passed').notNullable()
      table.bigInteger('at').notNullable()
      table.string('note')
      table.string('by').notNullable()
      table.string('by_name').notNullable()
      table.index(['point_code', 'kind', 'at'])
    })
  }

  async down() {
    for (const name of ['point_checks', 'out_of_service', 'alarm_floods']) this.schema.dropTable(name)
    this.schema.alterTable('alarms', (table) => {
      for (const name of ['first_out', 'burst_id', 'flood_id', 'realarmed_at', 'realarms']) table.dropColumn(name)
    })
    this.schema.alterTable('points', (table) => {
      for (const name of ['conversion_c', 'calibration_days', 'bump_test_days']) table.dropColumn(name)
    })
  }
}

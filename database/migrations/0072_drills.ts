import { BaseSchema } from '@adonisjs/lucid/schema'

/** Owner: modules/drills. What is only rehearsed has tables of its own: no figure of the real plant can count it. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('drills', (table) => {
      table.string('id').primary()
      table.string('name').notNullable()
      table.string('area_code').notNullable().references('areas.code')
      /** JSON: excursions, gates that are taken as broken, people who are taken as absent. */
      table.text('scenario').notNullable()
      table.boolean('real_outputs').notNullable()
      table.string('started_by').notNullable().references('accounts.id')
      table.string('started_by_name').notNullable()
      table.bigInteger('started_at').notNullable().index()
      /** It ends by itself then. */
      table.bigInteger('until').notNullable()
      table.bigInteger('ended_at')
      table.string('end_cause').checkIn(['by_person', 'by_time', 'overruled'])
      table.string('ended_by_name')
    })
    this.schema.raw('CREATE UNIQUE INDEX one_drill_at_a_time ON drills ((1)) WHERE ended_at IS NULL')

    this.schema.createTable('drill_alarms', (table) => {
      table.string('id').primary()
      table.string('drill_id').notNullable().references('drills.id')
      table.string('condition_code').notNullable()
      table.string('area_code').notNullable()
      table.integer('priority').notNullable()
      table.string('name').notNullable()
      table.string('name_en').notNullable()
      table.double('value').notNullable()
      table.double('limit_value').notNullable()
      table.string('unit').notNullable()
      table.bigInteger('raised_at').notNullable()
      table.bigInteger('acknowledged_at')
      table.string('acknowledged_by_name')
      table.unique(['drill_id', 'condition_code'])
    })

    /** What people owe while it runs: work that they would have stopped, the count that they would have come to. */
    this.schema.createTable('drill_duties', (table) => {
      table.increments('id')
      table.string('drill_id').notNullable().references('drills.id')
      table.string('kind').notNullable().checkIn(['stop', 'arrive'])
      /** A permit's code, or a person's. */
      table.string('subject').notNullable()
      table.string('name').notNullable()
      table.string('name_en').notNullable()
      table.string('account_id')
      table.bigInteger('since').notNullable()
      table.bigInteger('done_at')
      table.string('done_by_name')
      table.unique(['drill_id', 'kind', 'subject'])
    })

    this.schema.createTable('drill_log', (table) => {
      table.increments('id')
      table.string('drill_id').notNullable().references('drills.id')
      table.bigInteger('at').notNullable()
      /** Message `drills.log.<kind>` with these parameters. */
      table.string('kind').notNullable()
      table.text('params').notNullable()
      table.index(['drill_id'])
    })
  }

  async down() {
    for (const name of ['drill_log', 'drill_duties', 'drill_alarms', 'drills']) this.schema.dropTable(name)
  }
}

import { BaseSchema } from '@adonisjs/lucid/schema'

/** Owner: app/predictions. What was foreseen, on which data, until when, and what came of it. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('predictions', (table) => {
      table.string('id').primary()
      table.string('kind').notNullable()
      /** What it is about: a condition's code, an area's code. */
      table.string('subject').notNullable()
      table.string('area_code')
      table.bigInteger('made_at').notNullable()
      /** When it is expected; null where only the period is foretold. */
      table.bigInteger('expected_at')
      table.bigInteger('horizon_at').notNullable()
      /** JSON, by kind: what is foretold, and the data behind it. */
      table.text('claim').notNullable()
      table.text('data').notNullable()
      /** False: kept and scored, but not shown, while its kind is too often wrong about this subject. */
      table.boolean('shown').notNullable()
      table.string('state').notNullable().checkIn(['standing', 'hit', 'miss', 'void'])
      table.bigInteger('scored_at')
      table.text('outcome')
      table.index(['kind', 'subject', 'made_at'])
      table.index(['state', 'horizon_at'])
    })
    this.schema.raw("CREATE UNIQUE INDEX one_standing_prediction ON predictions (kind, subject) WHERE state = 'standing'")
  }

  async down() {
    this.schema.dropTable('predictions')
  }
}

import { BaseSchema } from '@adonisjs/lucid/schema'

/** Owner: modules/hazards. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('hazard_types', (table) => {
      table.string('code').primary()
      table.string('name').notNullable()
      table.string('name_en').notNullable()
      table.string('icon').notNullable()
      table.boolean('photo_after').notNullable().defaultTo(true)
      table.integer('position').notNullable().defaultTo(0)
      table.boolean('active').notNullable().defaultTo(true)
    })

    /** Null means any; the row that names most wins. */
    this.schema.createTable('dispatch_rules', (table) => {
      table.string('code').primary()
      table.string('type_code')
      table.string('area_code')
      table.string('level')
      table.string('role_code')
      table.string('person_code')
      table.boolean('active').notNullable().defaultTo(true)
    })

    this.schema.createTable('hazards', (table) => {
      table.string('id').primary()
      table.string('code').notNullable().unique()
      table.string('class').notNullable().checkIn(['hazard', 'near_miss'])
      table.string('type_code').notNullable().references('hazard_types.code')
      table.string('area_code').notNullable().references('areas.code')
      table.string('level').notNullable().checkIn(['general', 'major'])
      table.text('words')
      table.string('state').notNullable().checkIn(['reported', 'dispatched', 'rectified', 'verified', 'closed'])
      table.string('reporter_id').notNullable()
      table.string('reporter_name').notNullable()
      table.string('assignee_id')
      table.string('assignee_name')
      table.string('rectified_by')
      table.string('verified_by')
      table.integer('round').notNullable().defaultTo(1)
      table.bigInteger('reported_at').notNullable()
      table.bigInteger('due_at').notNullable()
      /** The due date that key figures count by: no extension moves it. */
      table.bigInteger('original_due_at').notNullable()
      table.bigInteger('wanted_due_at')
      table.bigInteger('closed_at')
      table.bigInteger('last_action_at').notNullable()
      table.integer('escalation').notNullable().defaultTo(0)
      table.index(['state', 'due_at'])
      table.index(['area_code', 'type_code', 'reported_at'])
      table.check(
        "state NOT IN ('verified', 'closed') OR (rectified_by IS NOT NULL AND verified_by IS NOT NULL AND verified_by <> rectified_by)",
        {},
        'verified_by_somebody_else'
      )
    })
    if (this.db.dialect.name === 'sqlite3')
      this.schema.raw(
        `CREATE TRIGGER hazards_close_only_verified BEFORE UPDATE OF state ON hazards
         WHEN NEW.state = 'closed' AND OLD.state <> 'verified'
         BEGIN SELECT RAISE(ABORT, 'a hazard is closed only after it was verified'); END`
      )

    this.schema.createTable('hazard_steps', (table) => {
      table.increments('id')
      table.string('hazard_id').notNullable().references('hazards.id')
      table.string('command').notNullable()
      table.string('actor_id')
      table.string('actor_name').notNullable()
      table.bigInteger('began_at').notNullable()
      table.bigInteger('due_at')
      table.bigInteger('ended_at').notNullable()
      table.text('comment')
      table.index(['hazard_id'])
    })

    this.schema.createTable('hazard_photos', (table) => {
      table.increments('id')
      table.string('hazard_id').notNullable().references('hazards.id')
      table.string('attachment_id').notNullable()
      table.string('moment').notNullable().checkIn(['before', 'after', 'check'])
      table.integer('round').notNullable()
    })
  }

  async down() {
    for (const name of ['hazard_photos', 'hazard_steps', 'hazards', 'dispatch_rules', 'hazard_types']) this.schema.dropTable(name)
  }
}

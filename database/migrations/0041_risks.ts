import { BaseSchema } from '@adonisjs/lucid/schema'

const GRADES = ['red', 'orange', 'yellow', 'blue']

/** Owner: modules/risks. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('emergency_plans', (table) => {
      table.string('code').primary()
      table.string('name').notNullable()
      table.string('name_en').notNullable()
      /** JSON: trigger, steps, cards. */
      table.text('body').notNullable()
      table.boolean('active').notNullable().defaultTo(true)
    })

    this.schema.createTable('risk_points', (table) => {
      table.string('code').primary()
      table.string('area_code').notNullable().references('areas.code')
      table.string('name').notNullable()
      table.string('name_en').notNullable()
      table.string('family').notNullable()
      /** JSON: method and factors, as assessed; the score and the grade are computed from them. */
      table.text('analysis').notNullable()
      table.double('score').notNullable()
      table.string('grade').notNullable().checkIn(GRADES)
      /** JSON list of control measures in both languages. */
      table.text('measures').notNullable()
      table.string('responsible_code')
      table.string('plan_code').references('emergency_plans.code')
      table.string('status').notNullable().checkIn(['draft', 'published'])
      table.bigInteger('changed_at').notNullable()
    })

    /** Why an area's current grade is above its assessed one, from when to when. */
    this.schema.createTable('area_level_causes', (table) => {
      table.string('id').primary()
      table.string('area_code').notNullable().index()
      table.string('grade').notNullable().checkIn(GRADES)
      table.string('cause_type').notNullable()
      table.string('cause_id').notNullable()
      table.bigInteger('since').notNullable()
      table.bigInteger('until')
      table.unique(['cause_type', 'cause_id', 'area_code'])
    })

    this.schema.createTable('incidents', (table) => {
      table.string('id').primary()
      table.string('code').notNullable().unique()
      table.string('plan_code').notNullable().references('emergency_plans.code')
      table.string('area_code').notNullable()
      table.string('state').notNullable().checkIn(['active', 'ended'])
      table.bigInteger('started_at').notNullable()
      table.bigInteger('ended_at')
      table.string('ended_by')
    })
    this.schema.raw("CREATE UNIQUE INDEX one_active_incident ON incidents (area_code, plan_code) WHERE state = 'active'")

    this.schema.createTable('incident_tasks', (table) => {
      table.string('id').primary()
      table.string('incident_id').notNullable().references('incidents.id')
      table.integer('position').notNullable()
      table.string('title').notNullable()
      table.string('title_en').notNullable()
      table.string('role_code').notNullable()
      table.string('card_code')
      table.string('state').notNullable().checkIn(['open', 'done', 'waived'])
      table.string('done_by')
      table.string('done_by_name')
      table.bigInteger('done_at')
      table.string('comment')
      table.index(['incident_id'])
    })

    this.schema.createTable('incident_entries', (table) => {
      table.increments('id')
      table.string('incident_id').notNullable().references('incidents.id')
      table.bigInteger('at').notNullable()
      table.string('actor_name').notNullable()
      /** Message `risks.timeline.<what>` with these parameters. */
      table.string('what').notNullable()
      table.text('params').notNullable()
    })
  }

  async down() {
    for (const name of ['incident_entries', 'incident_tasks', 'incidents', 'area_level_causes', 'risk_points', 'emergency_plans'])
      this.schema.dropTable(name)
  }
}

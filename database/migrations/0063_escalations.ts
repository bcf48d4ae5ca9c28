import { BaseSchema } from '@adonisjs/lucid/schema'

/** Owner: app/notifications. Who is told of what, and who next when nobody answers. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('escalation_policies', (table) => {
      table.string('code').primary()
      table.string('name').notNullable()
      table.string('name_en').notNullable()
      table.integer('priority').notNullable().checkBetween([1, 4])
      /** Null: every class that has no policy of its own. */
      table.string('subject_class')
      /** JSON: first, steps. */
      table.text('body').notNullable()
      table.boolean('active').notNullable().defaultTo(true)
    })

    this.schema.createTable('escalations', (table) => {
      table.string('id').primary()
      table.string('policy_code').notNullable()
      /** `alarm` and its id. */
      table.string('subject_type').notNullable()
      table.string('subject_id').notNullable()
      table.string('area_code')
      table.integer('priority').notNullable()
      table.text('params').notNullable()
      table.string('link')
      /** JSON: the steps as they stood when it began; a later change of the policy is for what comes later. */
      table.text('steps').notNullable()
      table.integer('next_step').notNullable().defaultTo(0)
      table.bigInteger('due_at')
      table.string('state').notNullable().checkIn(['running', 'stopped', 'exhausted'])
      table.bigInteger('started_at').notNullable()
      table.bigInteger('ended_at')
      table.string('ended_by')
      table.unique(['subject_type', 'subject_id'])
      table.index(['state', 'due_at'])
    })

    this.schema.createTable('escalation_steps', (table) => {
      table.increments('id')
      table.string('escalation_id').notNullable().references('escalations.id')
      table.integer('step').notNullable()
      table.bigInteger('at').notNullable()
      table.integer('recipients').notNullable()
      table.unique(['escalation_id', 'step'])
    })
  }

  async down() {
    for (const name of ['escalation_steps', 'escalations', 'escalation_policies']) this.schema.dropTable(name)
  }
}

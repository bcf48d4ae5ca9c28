import { BaseSchema } from '@adonisjs/lucid/schema'

/** Owner: modules/risks. Work that a rule gives to somebody, until it is done. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('rule_tasks', (table) => {
      table.string('id').primary()
      table.string('code').notNullable().unique()
      table.string('title').notNullable()
      table.string('title_en').notNullable()
      table.string('area_code')
      /** Whoever holds it, also those who have come into it since; null: the people named alone. */
      table.string('role_code')
      /** JSON list of those it was given to: id, name, name_en. */
      table.text('assignees').notNullable()
      table.integer('priority').notNullable().checkBetween([1, 4])
      table.bigInteger('due_at').notNullable()
      table.string('rule_code').notNullable()
      table.string('rule_name').notNullable()
      table.string('rule_name_en').notNullable()
      table.string('firing_id').notNullable().index()
      /** JSON list of what it is about: label, link. */
      table.text('facts').notNullable()
      table.string('state').notNullable().checkIn(['open', 'done'])
      table.bigInteger('created_at').notNullable()
      table.string('done_by')
      table.string('done_by_name')
      table.bigInteger('done_at')
      table.text('comment')
      table.index(['state', 'due_at'])
    })
  }

  async down() {
    this.schema.dropTable('rule_tasks')
  }
}

import { BaseSchema } from '@adonisjs/lucid/schema'

/** Owner: modules/risks. Who held a task's role when the incident started: the timeline must still say it a year later. */
export default class extends BaseSchema {
  async up() {
    this.schema.alterTable('incident_tasks', (table) => {
      /** JSON list of {id, name, name_en}. */
      table.text('assignees').notNullable().defaultTo('[]')
    })
  }

  async down() {
    this.schema.alterTable('incident_tasks', (table) => table.dropColumn('assignees'))
  }
}

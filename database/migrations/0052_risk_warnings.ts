import { BaseSchema } from '@adonisjs/lucid/schema'

/** Owner: modules/risks. 重大风险预警: why an area's level is raised until somebody has dealt with it. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('risk_warnings', (table) => {
      table.string('id').primary()
      table.string('code').notNullable().unique()
      table.string('area_code').notNullable().index()
      table.string('grade').notNullable().checkIn(['red', 'orange', 'yellow', 'blue'])
      table.string('name').notNullable()
      table.string('name_en').notNullable()
      table.string('rule_code').notNullable()
      table.string('firing_id').notNullable().unique()
      /** JSON list of what it is about: key, label, link. */
      table.text('facts').notNullable()
      table.string('state').notNullable().checkIn(['active', 'ended'])
      table.bigInteger('raised_at').notNullable()
      table.bigInteger('ended_at')
      table.string('ended_by')
      table.text('comment')
    })
  }

  async down() {
    this.schema.dropTable('risk_warnings')
  }
}

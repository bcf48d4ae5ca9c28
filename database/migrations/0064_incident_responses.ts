import { BaseSchema } from '@adonisjs/lucid/schema'

/** Owner: modules/risks. Which alarms an incident is about, and who of the team has answered its call. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('incident_alarms', (table) => {
      table.string('incident_id').notNullable().references('incidents.id')
      table.string('alarm_id').notNullable()
      table.bigInteger('joined_at').notNullable()
      table.primary(['incident_id', 'alarm_id'])
      table.index(['alarm_id'])
    })

    this.schema.createTable('incident_responses', (table) => {
      table.string('id').primary()
      table.string('incident_id').notNullable().references('incidents.id')
      table.string('account_id').notNullable().references('accounts.id')
      /** On the roster when the incident started; somebody else may come as well. */
      table.boolean('called').notNullable()
      /** Of the person's own page, which asks for no badge: all it can do is answer this call. */
      table.string('link_token').notNullable().unique()
      table.string('reply').checkIn(['arrived', 'cannot_come'])
      table.string('how').checkIn(['self', 'link', 'by_hand', 'muster'])
      table.string('replied_by')
      table.bigInteger('replied_at')
      table.unique(['incident_id', 'account_id'])
    })
  }

  async down() {
    for (const name of ['incident_responses', 'incident_alarms']) this.schema.dropTable(name)
  }
}

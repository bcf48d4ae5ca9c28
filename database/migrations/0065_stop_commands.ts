import { BaseSchema } from '@adonisjs/lucid/schema'

const STATES = ['requested', 'confirmed', 'sending', 'unknown', 'acknowledged', 'refused', 'failed', 'not_received', 'unresolved', 'withdrawn', 'expired']

/** Owner: app/integrations. What the MES is asked to stop, by whom, and what came of it. */
export default class extends BaseSchema {
  async up() {
    /** The allow list: nothing else can be stopped from here. */
    this.schema.createTable('mes_stops', (table) => {
      table.string('equipment_code').primary().references('equipment.code')
      table.string('mes_asset').notNullable()
      table.boolean('by_rule').notNullable().defaultTo(false)
      table.string('source').notNullable()
      table.boolean('active').notNullable().defaultTo(true)
    })

    this.schema.createTable('stop_commands', (table) => {
      table.string('id').primary()
      table.string('code').notNullable().unique()
      table.string('equipment_code').notNullable().references('equipment.code')
      table.string('mes_asset').notNullable()
      table.string('area_code').notNullable()
      table.string('reason').notNullable()
      table.string('incident_id')
      /** A trial of the wire, marked as such all the way. */
      table.boolean('test').notNullable().defaultTo(false)
      table.string('state').notNullable().checkIn(STATES)
      table.bigInteger('requested_at').notNullable()
      table.string('requested_by').references('accounts.id')
      table.string('requested_by_name').notNullable()
      /** The rule that is allowed to stop this without people. */
      table.string('rule_code')
      /** What made the rule fire: the same cause asks once. */
      table.string('cause').unique()
      table.bigInteger('confirmed_at')
      table.string('confirmed_by').references('accounts.id')
      table.string('confirmed_by_name')
      table.bigInteger('deadline_at')
      table.bigInteger('sent_at')
      /** How often it has left for the MES. */
      table.integer('sends').notNullable().defaultTo(0)
      table.integer('queries').notNullable().defaultTo(0)
      table.bigInteger('next_at')
      table.bigInteger('ended_at')
      table.string('mes_reference')
      table.string('error')
      table.index(['state', 'next_at'])
      table.index(['incident_id'])
      table.check('requested_by IS NULL OR confirmed_by IS NULL OR requested_by <> confirmed_by', [], 'stops_need_two_people')
      table.check(
        `state IN ('requested', 'withdrawn', 'expired') OR rule_code IS NOT NULL OR (requested_by IS NOT NULL AND confirmed_by IS NOT NULL)`,
        [],
        'stops_leave_confirmed'
      )
    })
    this.schema.raw(
      `CREATE UNIQUE INDEX one_open_stop ON stop_commands (equipment_code, test) WHERE state IN ('requested', 'confirmed', 'sending', 'unknown')`
    )
    if (this.db.dialect.name === 'sqlite3')
      this.schema.raw(
        `CREATE TRIGGER stop_commands_leave_once BEFORE UPDATE OF sends ON stop_commands
         WHEN NEW.sends > OLD.sends AND OLD.state NOT IN ('confirmed', 'unknown')
         BEGIN SELECT RAISE(ABORT, 'a stop command leaves once'); END`
      )

    this.schema.createTable('stop_command_steps', (table) => {
      table.increments('id')
      table.string('stop_id').notNullable().references('stop_commands.id')
      table.bigInteger('at').notNullable()
      table.string('command').notNullable()
      table.string('to_state').notNullable()
      table.string('by_name').notNullable()
      table.string('signature_id')
      table.string('note')
      table.index(['stop_id'])
    })
  }

  async down() {
    for (const name of ['stop_command_steps', 'stop_commands', 'mes_stops']) this.schema.dropTable(name)
  }
}

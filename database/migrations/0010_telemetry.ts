import { BaseSchema } from '@adonisjs/lucid/schema'

/** Owner: modules/telemetry. Readings are not here: they are in history.sqlite, written by the historian thread. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('sources', (table) => {
      table.string('code').primary()
      table.string('kind').notNullable().checkIn(['modbus_tcp', 'mqtt'])
      table.string('name').notNullable()
      table.string('name_en').notNullable()
      table.text('connection').notNullable()
      table.boolean('active').notNullable().defaultTo(true)
    })

    this.schema.createTable('points', (table) => {
      table.string('code').primary()
      table.string('area_code').notNullable().references('areas.code')
      table.string('source_code').notNullable().references('sources.code')
      table.string('kind').notNullable()
      table.string('name').notNullable()
      table.string('name_en').notNullable()
      table.string('unit').notNullable()
      table.double('min').notNullable()
      table.double('max').notNullable()
      table.integer('stale_after_ms').notNullable()
      table.integer('frozen_after_ms')
      /** JSON: limits, how often in a row, dead-band, class, priorities, outputs. */
      table.text('alarm').notNullable()
      /** JSON: where the value is on a Modbus source; null for MQTT, where the topic says it. */
      table.text('register')
      table.string('limit_source')
      table.boolean('active').notNullable().defaultTo(true)
    })

    this.schema.createTable('outputs', (table) => {
      table.string('code').primary()
      table.string('area_code').notNullable().references('areas.code')
      table.string('kind').notNullable().checkIn(['siren', 'beacon', 'fan', 'door', 'other'])
      table.string('name').notNullable()
      table.string('name_en').notNullable()
      table.text('wire').notNullable()
      table.integer('confirm_within_ms').notNullable()
      table.integer('ttl_ms').notNullable()
      table.boolean('active').notNullable().defaultTo(true)
    })

    this.schema.createTable('mqtt_devices', (table) => {
      table.string('username').primary()
      table.string('secret_hash', 64).notNullable()
      table.text('publish').notNullable()
      table.text('subscribe').notNullable()
      table.boolean('active').notNullable().defaultTo(true)
    })

    /** Counted up by whoever changes the configuration, in whatever process: the server looks at it. */
    this.schema.createTable('engine_configs', (table) => {
      table.integer('id').primary()
      table.integer('version').notNullable()
    })
    this.defer(async (db) => {
      await db.table('engine_configs').insert({ id: 1, version: 1 })
    })

    this.schema.createTable('alarms', (table) => {
      table.string('id').primary()
      table.string('condition_code').notNullable()
      table.string('point_code')
      table.string('area_code')
      table.integer('priority').notNullable().checkBetween([1, 4])
      table.string('alarm_class').notNullable()
      table.string('name').notNullable()
      table.string('name_en').notNullable()
      table
        .string('state')
        .notNullable()
        .checkIn(['active_unacknowledged', 'active_acknowledged', 'cleared_unacknowledged', 'latched', 'normal'])
      /** A process alarm stands until a person resets it; a system alarm is over when its cause is and it was seen. */
      table.boolean('latching').notNullable()
      table.double('value')
      table.string('unit')
      table.double('limit_value')
      table.bigInteger('sample_at')
      table.bigInteger('raised_at').notNullable().index()
      table.bigInteger('cleared_at')
      table.bigInteger('acknowledged_at')
      table.string('acknowledged_by')
      table.string('acknowledged_by_name')
      table.string('note')
      table.bigInteger('reset_at')
      table.string('reset_by')
      table.bigInteger('shelved_until')
      table.string('shelved_by')
      table.string('shelve_reason')
      table.index(['state', 'priority'])
    })
    this.schema.raw("CREATE UNIQUE INDEX one_standing_alarm ON alarms (condition_code) WHERE state <> 'normal'")

    this.schema.createTable('output_commands', (table) => {
      table.string('id').primary()
      table.string('output_code').notNullable()
      table.boolean('value').notNullable()
      table.string('cause').notNullable()
      table.bigInteger('commanded_at').notNullable().index()
      table.bigInteger('confirmed_at')
      table.bigInteger('failed_at')
    })

    /** Transitions of the engine's journal that are done here: each exactly once. */
    this.schema.createTable('engine_journal', (table) => {
      table.bigInteger('seq').primary()
      table.bigInteger('at').notNullable().index()
    })
  }

  async down() {
    for (const name of ['engine_journal', 'output_commands', 'alarms', 'engine_configs', 'mqtt_devices', 'outputs', 'points', 'sources'])
      this.schema.dropTable(name)
  }
}

import { BaseSchema } from '@adonisjs/lucid/schema'

/** Owner: app/identity. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('roles', (table) => {
      table.string('code').primary()
      table.string('name').notNullable()
      table.string('name_en').notNullable()
      table.text('permissions').notNullable()
    })

    this.schema.createTable('accounts', (table) => {
      table.string('id').primary()
      table.string('code').notNullable().unique()
      table.string('name').notNullable()
      table.string('name_en')
      table.string('badge').unique()
      table.string('pin_hash')
      table.string('password_hash')
      table.string('email')
      table.string('phone')
      table.string('locale').notNullable().defaultTo('zh-CN')
      table.boolean('active').notNullable().defaultTo(true)
      table.integer('failed_attempts').notNullable().defaultTo(0)
      table.bigInteger('locked_until')
      table.bigInteger('created_at').notNullable()
    })

    this.schema.createTable('role_assignments', (table) => {
      table.increments('id')
      table.string('account_id').notNullable().references('accounts.id')
      table.string('role_code').notNullable().references('roles.code')
      /** Null: everywhere. */
      table.string('area_code')
      table.unique(['account_id', 'role_code', 'area_code'])
    })

    this.schema.createTable('devices', (table) => {
      table.string('id').primary()
      table.string('code').notNullable().unique()
      table.string('kind').notNullable().checkIn(['gate', 'workshop', 'control_room', 'board'])
      table.string('name').notNullable()
      table.string('name_en')
      table.string('area_code')
      table.string('gate_code')
      table.text('permissions').notNullable()
      table.string('pairing_hash')
      table.bigInteger('pairing_expires_at')
      table.boolean('pairing_reusable').notNullable().defaultTo(false)
      table.bigInteger('paired_at')
      table.bigInteger('last_seen_at')
      table.boolean('active').notNullable().defaultTo(true)
    })

    this.schema.createTable('access_tokens', (table) => {
      table.string('id').primary()
      table.string('hash').notNullable().unique()
      table.string('name').notNullable()
      table.string('account_id').references('accounts.id')
      table.string('device_id').references('devices.id')
      /** JSON list of permissions, or null for all that the owner has. */
      table.text('scopes')
      table.bigInteger('created_at').notNullable()
      table.bigInteger('expires_at')
      table.bigInteger('revoked_at')
    })

    this.schema.createTable('signatures', (table) => {
      table.string('id').primary()
      table.string('account_id').notNullable().references('accounts.id')
      table.string('meaning').notNullable()
      table.string('subject_type').notNullable()
      table.string('subject_id').notNullable()
      table.string('content_hash', 64).notNullable()
      table.string('device_id')
      table.bigInteger('signed_at').notNullable()
      table.index(['subject_type', 'subject_id'])
    })
  }

  async down() {
    for (const name of ['signatures', 'access_tokens', 'devices', 'role_assignments', 'accounts', 'roles'])
      this.schema.dropTable(name)
  }
}

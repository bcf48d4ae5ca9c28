import { BaseSchema } from '@adonisjs/lucid/schema'

/** Owner: app/bypasses. One row for each time that a safeguard was set aside on purpose; never deleted. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('bypasses', (table) => {
      table.string('id').primary()
      table.string('kind').notNullable()
      table.string('subject_code').notNullable()
      table.string('subject_name').notNullable()
      table.string('subject_name_en').notNullable()
      table.string('area_code').references('areas.code')
      /** The value that stands in for a measured one; null where the kind has none. */
      table.double('value')
      table.string('owner_id').notNullable().references('accounts.id')
      table.string('owner_name').notNullable()
      table.string('reason').notNullable()
      /** What protects people meanwhile. */
      table.string('measure').notNullable()
      table.bigInteger('since').notNullable()
      table.bigInteger('until').notNullable()
      /** Its effect is over; `by_time` by itself, `by_person`, or `overruled` by something graver. */
      table.bigInteger('ended_at')
      table.string('end_cause').checkIn(['by_time', 'by_person', 'overruled'])
      /** Somebody has seen that all is as it should be again: only then it leaves the ledger. */
      table.bigInteger('restored_at')
      table.string('restored_by_name')
      table.check('until > since', [], 'bypasses_end_after_they_begin')
      table.check(`length(trim(reason)) > 0 AND length(trim(measure)) > 0`, [], 'bypasses_say_why_and_what_protects')
      table.check('restored_at IS NULL OR ended_at IS NOT NULL', [], 'bypasses_end_before_they_are_restored')
      table.index(['restored_at', 'until'])
    })
    this.schema.raw('CREATE UNIQUE INDEX one_bypass_at_a_time ON bypasses (kind, subject_code) WHERE ended_at IS NULL')
    this.schema.raw(
      `CREATE TRIGGER bypasses_no_delete BEFORE DELETE ON bypasses
       BEGIN SELECT RAISE(ABORT, 'bypasses are never deleted'); END`
    )
  }

  async down() {
    this.schema.dropTable('bypasses')
  }
}

import { BaseSchema } from '@adonisjs/lucid/schema'

const STATES = ['reported', 'dispatched', 'rectified', 'verified', 'closed']

/**
 * Owner: modules/hazards. A report can be cancelled, or turn out to be another one's double, and may name equipment.
 * SQLite has no other way to widen a check than to build the table anew; what refers to it is looked at on commit.
 */
export default class extends BaseSchema {
  async up() {
    this.rebuild(STATES, [...STATES, 'withdrawn'])
    this.schema.alterTable('hazards', (table) => {
      table.string('equipment_code')
      table.string('withdrawn_as').checkIn(['cancelled', 'duplicate'])
      table.string('duplicate_of').references('hazards.id')
      table.index(['equipment_code', 'type_code', 'reported_at'])
    })
  }

  async down() {
    this.schema.alterTable('hazards', (table) => {
      table.dropIndex(['equipment_code', 'type_code', 'reported_at'])
      for (const column of ['duplicate_of', 'withdrawn_as', 'equipment_code']) table.dropColumn(column)
    })
    this.rebuild([...STATES, 'withdrawn'], STATES)
  }

  private rebuild(from: string[], to: string[]): void {
    const list = (states: string[]) => states.map((state) => `'${state}'`).join(', ')
    this.defer(async (db) => {
      const parts: { type: string; sql: string }[] = await db.rawQuery("SELECT type, sql FROM sqlite_master WHERE tbl_name = 'hazards' AND sql IS NOT NULL")
      const table = parts.find(({ type }) => type === 'table')!.sql
      const wider = table.replace(list(from), list(to)).replace(list(from).replaceAll(', ', ','), list(to))
      if (wider === table) throw new Error('the check on the state of a hazard was not found')
      await db.rawQuery('PRAGMA defer_foreign_keys = ON')
      await db.rawQuery('CREATE TABLE hazards_copy AS SELECT * FROM hazards')
      await db.rawQuery('DROP TABLE hazards')
      await db.rawQuery(wider)
      await db.rawQuery('INSERT INTO hazards SELECT * FROM hazards_copy')
      await db.rawQuery('DROP TABLE hazards_copy')
      for (const { type, sql } of parts) if (type !== 'table') await db.rawQuery(sql)
    })
  }
}

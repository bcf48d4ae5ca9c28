import { BaseSchema } from '@adonisjs/lucid/schema'

/** Owner: app/plant. The map that everyone points at. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('areas', (table) => {
      table.string('code').primary()
      table.string('parent_code').references('areas.code')
      table.string('kind').notNullable().checkIn(['site', 'workshop', 'area'])
      table.string('name').notNullable()
      table.string('name_en').notNullable()
      /** Gas area class, null where there is none: `1`, `2`, `3`. */
      table.string('gas_class')
      /** JSON [[x, y], …] in plan coordinates, 0 to 1000 across and 0 to 560 down. */
      table.text('outline')
      table.string('responsible_code')
      table.boolean('active').notNullable().defaultTo(true)
    })

    this.schema.createTable('equipment', (table) => {
      table.string('code').primary()
      table.string('area_code').notNullable().references('areas.code')
      table.string('kind').notNullable()
      table.string('name').notNullable()
      table.string('name_en').notNullable()
      table.boolean('active').notNullable().defaultTo(true)
    })

    this.schema.createTable('shifts', (table) => {
      table.string('code').primary()
      table.string('name').notNullable()
      table.string('name_en').notNullable()
      /** Minutes after midnight, plant time; an end before the start is on the next day. */
      table.integer('start_minute').notNullable()
      table.integer('end_minute').notNullable()
    })
  }

  async down() {
    for (const name of ['shifts', 'equipment', 'areas']) this.schema.dropTable(name)
  }
}

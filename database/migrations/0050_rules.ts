import { BaseSchema } from '@adonisjs/lucid/schema'

/** Owner: app/rules. */
export default class extends BaseSchema {
  async up() {
    this.schema.createTable('rules', (table) => {
      table.string('code').primary()
      /** JSON of the whole definition while somebody works on it; null: nothing is changed since the last publication. */
      table.text('draft')
      table.string('drafted_by')
      table.bigInteger('drafted_at')
      /** What acts, and what only takes notes. A rule that runs stays on its version until somebody moves it. */
      table.integer('live_version')
      table.integer('shadow_version')
      /** Of a schedule: when it is due next. */
      table.bigInteger('next_run_at').index()
    })

    this.schema.createTable('rule_versions', (table) => {
      table.increments('id')
      table.string('rule_code').notNullable().references('rules.code')
      table.integer('number').notNullable()
      table.string('name').notNullable()
      table.string('name_en').notNullable()
      table.text('body').notNullable()
      table.bigInteger('published_at').notNullable()
      table.string('published_by').notNullable()
      /** JSON: over what time it was tried and what came of it. */
      table.text('backtest')
      /** Why it was published without. */
      table.text('waiver')
      table.unique(['rule_code', 'number'])
      table.check('backtest IS NOT NULL OR waiver IS NOT NULL', {}, 'tried_or_waived')
    })

    /** Windows and counters of each group: what must outlive a restart. */
    this.schema.createTable('rule_states', (table) => {
      table.string('rule_code').notNullable().references('rules.code')
      table.integer('version').notNullable()
      table.string('group_key').notNullable()
      table.text('state').notNullable()
      /** When time alone changes the verdict; null: only a fact does. */
      table.bigInteger('due_at').index()
      table.primary(['rule_code', 'version', 'group_key'])
    })

    this.schema.createTable('rule_firings', (table) => {
      table.string('id').primary()
      table.string('rule_code').notNullable()
      table.integer('version').notNullable()
      table.string('mode').notNullable().checkIn(['live', 'shadow'])
      table.bigInteger('at').notNullable()
      table.string('area_code')
      /** JSON: the groups that were complete, the facts that made them so, and the fields of the last one. */
      table.text('groups').notNullable()
      table.text('facts').notNullable()
      table.text('fields').notNullable()
      table.index(['rule_code', 'at'])
    })

    this.schema.createTable('rule_firing_actions', (table) => {
      table.increments('id')
      table.string('firing_id').notNullable().references('rule_firings.id')
      table.integer('position').notNullable()
      table.string('do').notNullable()
      table.string('status').notNullable().checkIn(['open', 'done', 'refused', 'withheld'])
      table.text('outcome')
      table.string('link')
      table.bigInteger('done_at')
      table.unique(['firing_id', 'position'])
    })

    if (this.db.dialect.name === 'sqlite3')
      for (const what of ['UPDATE', 'DELETE'])
        this.schema.raw(
          `CREATE TRIGGER rule_versions_no_${what.toLowerCase()} BEFORE ${what} ON rule_versions
           BEGIN SELECT RAISE(ABORT, 'a published version of a rule never changes'); END`
        )
  }

  async down() {
    for (const name of ['rule_firing_actions', 'rule_firings', 'rule_states', 'rule_versions', 'rules']) this.schema.dropTable(name)
  }
}

import { BaseSchema } from '@adonisjs/lucid/schema'

/**
 * Owner: modules/personnel. Days (`*_on`, `valid_from`, `valid_to`) are plant days as `YYYY-MM-DD` and count to their
 * end; whether something is expired is worked out from them and never stored.
 */
export default class extends BaseSchema {
  async up() {
    this.#records()
    this.#places()
    this.#movements()
    if (this.db.dialect.name === 'sqlite3') {
      for (const change of ['UPDATE', 'DELETE']) {
        this.schema.raw(
          `CREATE TRIGGER access_decisions_no_${change.toLowerCase()} BEFORE ${change} ON access_decisions
           BEGIN SELECT RAISE(ABORT, 'access decisions are append-only'); END`
        )
      }
    }
  }

  #records() {
    this.schema.createTable('companies', (table) => {
      table.string('code').primary()
      table.string('name').notNullable()
      table.string('name_en').notNullable()
      table.string('contract_from').notNullable()
      table.string('contract_to').notNullable()
      table.string('blacklisted_on')
      table.string('blacklist_cause')
      /** Who in the plant looks after this contractor. */
      table.string('contact')
    })

    this.schema.createTable('people', (table) => {
      table.string('account_id').primary().references('accounts.id')
      table.string('kind').notNullable().checkIn(['employee', 'contractor'])
      table.string('company_code').references('companies.code')
      table.string('area_code').references('areas.code')
      /** Personnel code of the supervisor. */
      table.string('supervisor_code')
      table.string('post')
      table.string('medical_valid_to')
      table.string('blacklisted_on')
      table.string('blacklist_cause')
      table.string('photo_id')
      table.bigInteger('created_at').notNullable()
      table.bigInteger('updated_at').notNullable()
      table.check(`kind = 'employee' OR company_code IS NOT NULL`, [], 'contractors_have_a_company')
      table.index(['company_code'])
    })

    this.schema.createTable('courses', (table) => {
      table.string('code').primary()
      table.string('name').notNullable()
      table.string('name_en').notNullable()
      table.float('hours').notNullable()
      table.float('pass_mark').notNullable()
      table.integer('valid_months').notNullable()
      /** JSON {weekdays, time, place, place_en, contact}: when and where one can take it again; null unknown. */
      table.text('session')
    })

    this.schema.createTable('training_records', (table) => {
      table.string('id').primary()
      table.string('account_id').notNullable().references('accounts.id')
      table.string('course_code').notNullable().references('courses.code')
      table.float('hours').notNullable()
      table.float('score').notNullable()
      /** The pass mark of that day: a later change of the course doesn't rewrite old results. */
      table.float('pass_mark').notNullable()
      table.string('taken_on').notNullable()
      table.string('valid_to').notNullable()
      table.string('evidence_id')
      table.string('recorded_by').notNullable()
      table.bigInteger('recorded_at').notNullable()
      table.unique(['account_id', 'course_code', 'taken_on'])
      table.index(['taken_on'])
    })

    this.schema.createTable('certificate_types', (table) => {
      table.string('code').primary()
      table.string('name').notNullable()
      table.string('name_en').notNullable()
      /** 特种作业 and 特种设备 are two schemes of two authorities; `internal` is the plant's own. */
      table.string('scheme').notNullable().checkIn(['special_operation', 'special_equipment', 'internal'])
      table.string('issuer').notNullable()
      table.string('issuer_en').notNullable()
      table.integer('valid_months').notNullable()
      table.integer('review_months')
      table.string('source').notNullable()
      table.string('contact')
    })

    this.schema.createTable('certificates', (table) => {
      table.string('id').primary()
      table.string('account_id').notNullable().references('accounts.id')
      table.string('type_code').notNullable().references('certificate_types.code')
      table.string('number').notNullable()
      table.string('valid_from').notNullable()
      table.string('valid_to').notNullable()
      table.string('review_due_on')
      table.bigInteger('revoked_at')
      table.string('revoke_cause')
      table.string('scan_id')
      table.bigInteger('recorded_at').notNullable()
      table.unique(['type_code', 'number'])
      table.index(['account_id'])
      table.check('valid_from <= valid_to', [], 'certificates_begin_before_they_end')
    })
  }

  #places() {
    this.schema.createTable('gates', (table) => {
      table.string('code').primary()
      table.string('area_code').notNullable().references('areas.code')
      table.string('name').notNullable()
      table.string('name_en').notNullable()
      table.string('direction').notNullable().checkIn(['in', 'out', 'both'])
      /** What the gate does for those who want in while the server can't be reached. Leaving is always possible. */
      table.string('mode').notNullable().checkIn(['fail_secure', 'fail_safe'])
      table.string('door_output')
      table.boolean('active').notNullable().defaultTo(true)
    })

    this.schema.createTable('area_requirements', (table) => {
      table.string('area_code').primary().references('areas.code')
      /** JSON lists of codes; of `roles`, and of the inner lists of `certificates`, one is enough. */
      table.text('courses').notNullable()
      table.text('certificates').notNullable()
      table.text('roles').notNullable()
      /** Roles that may still enter while the area is restricted. */
      table.text('authorised_roles').notNullable()
      table.boolean('medical').notNullable()
      table.string('permit').notNullable().checkIn(['none', 'contractors', 'everyone'])
    })

    this.schema.createTable('area_restrictions', (table) => {
      table.string('id').primary()
      table.string('area_code').notNullable().references('areas.code')
      table.string('level').notNullable().checkIn(['restricted', 'closed'])
      table.string('cause_type').notNullable()
      table.string('cause_id').notNullable()
      /** JSON, plain data about the cause for those who ask why. */
      table.text('detail').notNullable()
      table.bigInteger('since').notNullable()
      table.bigInteger('ended_at')
      table.unique(['cause_type', 'cause_id', 'area_code'])
      table.index(['area_code', 'ended_at'])
    })
  }

  #movements() {
    this.schema.createTable('access_decisions', (table) => {
      table.string('id').primary()
      table.bigInteger('at').notNullable()
      table.string('gate_code').notNullable()
      table.string('area_code')
      table.string('direction').notNullable().checkIn(['in', 'out'])
      table.string('badge')
      table.string('account_id')
      table.string('decision').notNullable().checkIn(['grant', 'deny'])
      table.text('reasons').notNullable()
      /** JSON: everything the decision was taken on. */
      table.text('facts').notNullable()
      table.bigInteger('valid_until')
      table.string('device')
      /** `live`: the server decided; `gate`: the gate did on its own and told us later. */
      table.string('source').notNullable().checkIn(['live', 'gate'])
      table.check(`direction = 'in' OR decision = 'grant'`, [], 'leaving_is_never_refused')
      table.index(['gate_code', 'at'])
      table.index(['account_id', 'at'])
      table.index(['at'])
    })

    this.schema.createTable('presence', (table) => {
      table.string('id').primary()
      table.string('account_id').notNullable().references('accounts.id')
      table.string('area_code').notNullable().references('areas.code')
      table.bigInteger('entered_at').notNullable()
      table.string('entry_gate').notNullable()
      table.bigInteger('left_at')
      table.string('exit_gate')
      /** `left`, `entered_elsewhere`, `corrected` */
      table.string('end_cause')
      table.index(['area_code', 'left_at'])
    })
    this.schema.raw('CREATE UNIQUE INDEX presence_once ON presence (account_id, area_code) WHERE left_at IS NULL')

    this.schema.createTable('musters', (table) => {
      table.string('id').primary()
      table.string('area_code').notNullable().references('areas.code')
      table.string('cause_type').notNullable()
      table.string('cause_id').notNullable()
      table.bigInteger('started_at').notNullable()
      table.string('started_by').notNullable()
      table.bigInteger('ended_at')
      table.string('ended_by')
      /** JSON: how far the list could be trusted at the start. */
      table.text('confidence').notNullable()
    })
    this.schema.raw('CREATE UNIQUE INDEX musters_one_running ON musters (area_code) WHERE ended_at IS NULL')

    this.schema.createTable('muster_replies', (table) => {
      table.increments('id')
      table.string('muster_id').notNullable().references('musters.id')
      table.string('account_id').notNullable().references('accounts.id')
      /** `inside`: was in the area; `team`: is called to help; `other`: came without being expected. */
      table.string('expected_as').notNullable().checkIn(['inside', 'team', 'other'])
      table.string('reply').checkIn(['arrived', 'cannot_come'])
      table.bigInteger('inside_since')
      table.bigInteger('replied_at')
      table.string('replied_by')
      table.string('how').checkIn(['self', 'badge', 'by_hand', 'gate'])
      table.unique(['muster_id', 'account_id'])
    })

    this.schema.createTable('denial_notices', (table) => {
      table.string('account_id').notNullable()
      table.string('area_code').notNullable()
      table.bigInteger('notified_at').notNullable()
      table.primary(['account_id', 'area_code'])
    })

    /** What the copy in memory has to read again, and how the changes of another process are seen. */
    this.schema.createTable('personnel_changes', (table) => {
      table.increments('id')
      /** `people`, `reference`, `places`, or the id of the one account. */
      table.string('subject').notNullable()
      table.bigInteger('at').notNullable()
    })
  }

  async down() {
    for (const name of [
      'personnel_changes',
      'denial_notices',
      'muster_replies',
      'musters',
      'presence',
      'access_decisions',
      'area_restrictions',
      'area_requirements',
      'gates',
      'certificates',
      'certificate_types',
      'training_records',
      'courses',
      'people',
      'companies',
    ])
      this.schema.dropTable(name)
  }
}

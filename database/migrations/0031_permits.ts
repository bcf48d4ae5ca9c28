import { BaseSchema } from '@adonisjs/lucid/schema'

/** From, command, to: the same table as `modules/permits/lifecycle.ts`, once more where no code can get round it. */
const TRANSITIONS: [string, string, string][] = [
  ['draft', 'submit', 'submitted'],
  ['submitted', 'assign_guardian', 'submitted'],
  ['submitted', 'decline', 'submitted'],
  ['submitted', 'accept', 'awaiting_approval'],
  ['awaiting_approval', 'approve', 'awaiting_approval'],
  ['awaiting_approval', 'issue', 'issued'],
  ['awaiting_approval', 'reject', 'rejected'],
  ['issued', 'start', 'started'],
  ['started', 'suspend', 'suspended'],
  ['suspended', 'resume', 'started'],
  ['started', 'finish', 'finished'],
  ['suspended', 'finish', 'finished'],
  ['expired', 'finish', 'finished'],
  ['finished', 'close', 'closed'],
  ['draft', 'withdraw', 'withdrawn'],
  ['submitted', 'withdraw', 'withdrawn'],
  ['awaiting_approval', 'withdraw', 'withdrawn'],
  ['issued', 'cancel', 'cancelled'],
  ['started', 'cancel', 'cancelled'],
  ['suspended', 'cancel', 'cancelled'],
  ['submitted', 'expire', 'expired'],
  ['awaiting_approval', 'expire', 'expired'],
  ['issued', 'expire', 'expired'],
  ['started', 'expire', 'expired'],
  ['suspended', 'expire', 'expired'],
]
const STATES = [...new Set(TRANSITIONS.flatMap(([from, , to]) => [from, to]))]

/** No gas test older than this starts work, whatever the plant's setting says. */
const OLDEST_GAS_TEST_MS = 60 * 60_000

/**
 * Owner: modules/permits. What must never happen is refused here as well as in the guards: work that starts without one
 * of its predecessors, a state that changes without its entry, a person in two roles that exclude each other.
 */
export default class extends BaseSchema {
  async up() {
    this.#levels()
    this.#permits()
    this.#parts()
    this.#record()
    if (this.db.dialect.name === 'sqlite3') this.#walls()
  }

  #levels() {
    this.schema.createTable('permit_levels', (table) => {
      table.increments('id')
      table.string('code').notNullable()
      table.integer('version').notNullable()
      /** JSON, the whole definition as it was in force: permits stay on the version they were written on. */
      table.text('body').notNullable()
      table.bigInteger('valid_from').notNullable()
      table.string('changed_by').notNullable()
      table.unique(['code', 'version'])
    })
  }

  #permits() {
    this.schema.createTable('permits', (table) => {
      table.string('id').primary()
      table.string('code').notNullable().unique()
      table.string('type').notNullable().checkIn(['hot_work'])
      table.string('state').notNullable().checkIn(STATES)
      /** Number of the newest entry in permit_transitions. */
      table.integer('transition_seq').notNullable().defaultTo(0)
      table.string('level_code').notNullable()
      table.integer('level_version').notNullable()
      table.string('area_code').notNullable().references('areas.code')
      table.string('equipment_code')
      table.string('place').notNullable()
      table.text('content').notNullable()
      table.string('method').notNullable()
      table.bigInteger('start_at').notNullable()
      table.bigInteger('end_at').notNullable()
      table.string('applicant_id').notNullable().references('accounts.id')
      table.bigInteger('created_at').notNullable()
      table.bigInteger('submitted_at')
      table.string('guardian_id').references('accounts.id')
      table.bigInteger('guardian_due_at')
      /** When the workshop was told that no answer came. */
      table.bigInteger('guardian_called_at')
      table.bigInteger('guardian_accepted_at')
      table.string('guardian_signature_id')
      table.string('duties_version')
      table.bigInteger('issued_at')
      table.string('nonce')
      table.bigInteger('started_at')
      /** Of the start, or of the newest resumption. */
      table.bigInteger('work_since')
      table.string('work_signature_id')
      table.string('work_gas_test_id')
      table.string('place_proof')
      table.bigInteger('guardian_left_at')
      table.bigInteger('suspended_at')
      /** JSON reason. */
      table.text('suspend_cause')
      table.string('suspend_alarm_id')
      table.bigInteger('finished_at')
      table.bigInteger('closed_at')
      table.string('end_comment')
      table.index(['state', 'area_code'])
      table.index(['guardian_id', 'state'])
      table.index(['applicant_id'])
      table.check('start_at < end_at', [], 'permits_window')
      table.check('guardian_id IS NULL OR guardian_id <> applicant_id', [], 'permits_guardian_is_not_applicant')
    })
  }

  #parts() {
    this.schema.createTable('permit_workers', (table) => {
      table.increments('id')
      table.string('permit_id').notNullable().references('permits.id')
      table.string('account_id').notNullable().references('accounts.id')
      table.string('trade').notNullable()
      /** When the records were last found in order, and to the end of which window. */
      table.bigInteger('qualified_at')
      table.bigInteger('qualified_through')
      table.unique(['permit_id', 'account_id'])
      table.index(['account_id'])
    })

    this.schema.createTable('permit_measures', (table) => {
      table.increments('id')
      table.string('permit_id').notNullable().references('permits.id')
      table.string('measure_id').notNullable()
      table.string('outcome').notNullable().checkIn(['done', 'not_applicable'])
      table.string('reason')
      table.string('attachment_id')
      table.string('confirmed_by').notNullable().references('accounts.id')
      table.bigInteger('confirmed_at').notNullable()
      table.unique(['permit_id', 'measure_id'])
      table.check(`outcome = 'done' OR reason IS NOT NULL`, [], 'permit_measures_say_why_not')
    })

    this.schema.createTable('permit_approvals', (table) => {
      table.increments('id')
      table.string('permit_id').notNullable().references('permits.id')
      table.integer('seq').notNullable()
      table.string('role').notNullable()
      table.bigInteger('due_at')
      /** When its holders were reminded. */
      table.bigInteger('called_at')
      table.string('account_id').references('accounts.id')
      table.string('decision').checkIn(['approved', 'rejected'])
      table.string('comment')
      table.string('signature_id')
      table.string('content_hash', 64)
      table.bigInteger('decided_at')
      table.unique(['permit_id', 'seq'])
      table.check('decision IS NULL OR (account_id IS NOT NULL AND decided_at IS NOT NULL)', [], 'permit_approvals_by_somebody')
      table.check(`decision IS NOT 'approved' OR signature_id IS NOT NULL`, [], 'permit_approvals_are_signed')
    })

    this.schema.createTable('permit_guard_answers', (table) => {
      table.increments('id')
      table.string('permit_id').notNullable().references('permits.id')
      table.string('account_id').notNullable().references('accounts.id')
      table.string('answer').notNullable().checkIn(['accepted', 'declined'])
      table.string('reason')
      table.bigInteger('at').notNullable()
    })

    this.schema.createTable('permit_gas_tests', (table) => {
      table.string('id').primary()
      table.string('permit_id').notNullable().references('permits.id')
      table.string('position').notNullable().checkIn(['top', 'middle', 'bottom'])
      /** JSON [{gas, value, unit}] */
      table.text('readings').notNullable()
      table.boolean('within_limits').notNullable()
      table.string('instrument').notNullable()
      /** Plant day of the instrument's last calibration. */
      table.string('calibrated_on').notNullable()
      table.string('tester_id').notNullable().references('accounts.id')
      table.bigInteger('tested_at').notNullable()
      table.index(['permit_id', 'tested_at'])
    })
  }

  #record() {
    this.schema.createTable('permit_transitions', (table) => {
      table.increments('id')
      table.string('permit_id').notNullable().references('permits.id')
      table.integer('seq').notNullable()
      table.string('command').notNullable()
      table.string('from_state').notNullable()
      table.string('to_state').notNullable()
      table.bigInteger('at').notNullable()
      table.string('by_account')
      table.string('by_name').notNullable()
      table.string('device')
      table.string('signature_id')
      /** JSON: comment, cause, checks, how the place was proved. */
      table.text('details').notNullable()
      table.unique(['permit_id', 'seq'])
    })

    /** What stands against work in an area: a gas alarm not yet reset, a detector that is silent. */
    this.schema.createTable('permit_blocks', (table) => {
      table.increments('id')
      table.string('area_code').notNullable()
      table.string('cause_type').notNullable().checkIn(['alarm', 'point'])
      table.string('cause_id').notNullable()
      table.text('detail').notNullable()
      table.bigInteger('since').notNullable()
      table.bigInteger('ended_at')
    })
    this.schema.raw('CREATE UNIQUE INDEX permit_blocks_once ON permit_blocks (cause_type, cause_id) WHERE ended_at IS NULL')
  }

  #walls() {
    for (const table of ['permit_levels', 'permit_transitions', 'permit_gas_tests'])
      for (const change of ['UPDATE', 'DELETE'])
        this.schema.raw(`CREATE TRIGGER ${table}_no_${change.toLowerCase()} BEFORE ${change} ON ${table}
          BEGIN SELECT RAISE(ABORT, '${table} is append-only'); END`)

    this.schema.raw(`CREATE TRIGGER permits_begin_as_drafts BEFORE INSERT ON permits
      WHEN NEW.state <> 'draft' OR NEW.transition_seq <> 0 OR NEW.started_at IS NOT NULL
      BEGIN SELECT RAISE(ABORT, 'a permit begins as a draft'); END`)
    this.schema.raw(`CREATE TRIGGER permits_no_delete BEFORE DELETE ON permits
      BEGIN SELECT RAISE(ABORT, 'permits are never deleted'); END`)

    const legal = TRANSITIONS.map((row) => `(${row.map((word) => `'${word}'`).join(', ')})`).join(', ')
    this.schema.raw(`CREATE TRIGGER permit_transitions_follow_the_table BEFORE INSERT ON permit_transitions
      WHEN (NEW.from_state, NEW.command, NEW.to_state) NOT IN (VALUES ${legal})
        OR NOT EXISTS (SELECT 1 FROM permits WHERE id = NEW.permit_id AND state = NEW.from_state AND transition_seq + 1 = NEW.seq)
      BEGIN SELECT RAISE(ABORT, 'no such transition'); END`)
    this.schema.raw(`CREATE TRIGGER permits_state_needs_its_entry BEFORE UPDATE ON permits
      WHEN (NEW.state <> OLD.state OR NEW.transition_seq <> OLD.transition_seq) AND (
        NEW.transition_seq <> OLD.transition_seq + 1 OR NOT EXISTS (SELECT 1 FROM permit_transitions t
          WHERE t.permit_id = NEW.id AND t.seq = NEW.transition_seq AND t.from_state = OLD.state AND t.to_state = NEW.state))
      BEGIN SELECT RAISE(ABORT, 'a state changes with its entry only'); END`)
    this.schema.raw(`CREATE TRIGGER permits_no_alteration BEFORE UPDATE OF
        code, type, level_code, level_version, area_code, equipment_code, place, content, method, start_at, end_at, applicant_id, created_at
      ON permits WHEN OLD.state <> 'draft'
      BEGIN SELECT RAISE(ABORT, 'a permit is not altered: another job needs another permit'); END`)
    this.schema.raw(`CREATE TRIGGER permits_guardian_is_settled BEFORE UPDATE OF guardian_id, guardian_accepted_at, guardian_signature_id
      ON permits WHEN OLD.state NOT IN ('draft', 'submitted')
      BEGIN SELECT RAISE(ABORT, 'the guardian is settled before the approvals'); END`)
    this.#apart()
    this.#beforeWork()
  }

  /** Nobody in two roles: guardian, worker and approver of one permit are different people. */
  #apart() {
    this.schema.raw(`CREATE TRIGGER permits_guardian_is_no_worker BEFORE UPDATE OF guardian_id ON permits
      WHEN NEW.guardian_id IS NOT NULL AND EXISTS (SELECT 1 FROM permit_workers WHERE permit_id = NEW.id AND account_id = NEW.guardian_id)
      BEGIN SELECT RAISE(ABORT, 'the guardian is no worker of the same permit'); END`)
    for (const change of ['INSERT', 'UPDATE'])
      this.schema.raw(`CREATE TRIGGER permit_workers_apart_on_${change.toLowerCase()} BEFORE ${change} ON permit_workers
        WHEN EXISTS (SELECT 1 FROM permits WHERE id = NEW.permit_id AND guardian_id = NEW.account_id)
          OR EXISTS (SELECT 1 FROM permit_approvals WHERE permit_id = NEW.permit_id AND account_id = NEW.account_id)
        BEGIN SELECT RAISE(ABORT, 'a worker is neither guardian nor approver of the same permit'); END`)
    for (const change of ['INSERT', 'DELETE']) {
      const row = change === 'INSERT' ? 'NEW' : 'OLD'
      this.schema.raw(`CREATE TRIGGER permit_workers_are_settled_on_${change.toLowerCase()} BEFORE ${change} ON permit_workers
        WHEN (SELECT state FROM permits WHERE id = ${row}.permit_id) <> 'draft'
        BEGIN SELECT RAISE(ABORT, 'other workers need another permit'); END`)
    }
    this.schema.raw(`CREATE TRIGGER permit_approvals_apart BEFORE UPDATE ON permit_approvals
      WHEN NEW.account_id IS NOT NULL AND (
        EXISTS (SELECT 1 FROM permits WHERE id = NEW.permit_id AND NEW.account_id IN (applicant_id, guardian_id))
        OR EXISTS (SELECT 1 FROM permit_workers WHERE permit_id = NEW.permit_id AND account_id = NEW.account_id)
        OR EXISTS (SELECT 1 FROM permit_approvals WHERE permit_id = NEW.permit_id AND account_id = NEW.account_id AND seq <> NEW.seq))
      BEGIN SELECT RAISE(ABORT, 'an approver has no other part in the permit'); END`)
    this.schema.raw(`CREATE TRIGGER permit_approvals_in_order BEFORE UPDATE OF decision ON permit_approvals
      WHEN OLD.decision IS NOT NULL OR EXISTS (SELECT 1 FROM permit_approvals
        WHERE permit_id = NEW.permit_id AND seq < NEW.seq AND decision IS NOT 'approved')
      BEGIN SELECT RAISE(ABORT, 'approvals are given once and in their order'); END`)
    this.schema.raw(`CREATE TRIGGER permit_approvals_stay BEFORE DELETE ON permit_approvals
      BEGIN SELECT RAISE(ABORT, 'approvals are never deleted'); END`)
  }

  /** The last wall before work: every predecessor of `started`, each by its name. */
  #beforeWork() {
    const entry = '(SELECT at FROM permit_transitions WHERE permit_id = NEW.id AND seq = NEW.transition_seq)'
    const walls: [string, string][] = [
      ['NEW.guardian_id IS NULL OR NEW.guardian_accepted_at IS NULL OR NEW.guardian_signature_id IS NULL', 'no guardian has accepted'],
      [`NOT EXISTS (SELECT 1 FROM permit_approvals WHERE permit_id = NEW.id)
        OR EXISTS (SELECT 1 FROM permit_approvals WHERE permit_id = NEW.id AND decision IS NOT 'approved')`, 'an approval is missing'],
      ['NEW.issued_at IS NULL OR NEW.nonce IS NULL', 'it was not issued'],
      ['NEW.work_signature_id IS NULL OR NEW.work_signature_id IS OLD.work_signature_id', 'the guardian has not signed for it'],
      ['NEW.place_proof IS NULL', 'nobody showed to be at the place'],
      ['NEW.guardian_left_at IS NOT NULL', 'the guardian is away'],
      [`NOT EXISTS (SELECT 1 FROM permit_gas_tests g WHERE g.id = NEW.work_gas_test_id AND g.permit_id = NEW.id AND g.within_limits
        AND g.tested_at BETWEEN ${entry} - ${OLDEST_GAS_TEST_MS} AND ${entry} AND g.tested_at >= COALESCE(OLD.suspended_at, 0))`, 'no gas test is in force'],
      [`${entry} NOT BETWEEN NEW.start_at AND NEW.end_at`, 'it is not the time'],
      [`NOT EXISTS (SELECT 1 FROM permit_workers WHERE permit_id = NEW.id) OR EXISTS (SELECT 1 FROM permit_workers
        WHERE permit_id = NEW.id AND (qualified_at IS NULL OR qualified_at < ${entry} OR qualified_through < NEW.end_at))`, 'a worker is not qualified'],
      [`EXISTS (SELECT 1 FROM permits o WHERE o.id <> NEW.id AND o.guardian_id = NEW.guardian_id AND o.state = 'started'
        AND o.area_code <> NEW.area_code)`, 'the guardian guards elsewhere'],
    ]
    const cases = walls.map(([condition, words]) => `WHEN ${condition} THEN RAISE(ABORT, 'work can not start: ${words}')`).join('\n')
    this.schema.raw(`CREATE TRIGGER permits_before_work BEFORE UPDATE OF state ON permits WHEN NEW.state = 'started' AND OLD.state <> 'started'
      BEGIN SELECT CASE ${cases} END; END`)
  }

  async down() {
    for (const name of [
      'permit_blocks',
      'permit_transitions',
      'permit_gas_tests',
      'permit_guard_answers',
      'permit_approvals',
      'permit_measures',
      'permit_workers',
      'permits',
      'permit_levels',
    ])
      this.schema.dropTable(name)
  }
}

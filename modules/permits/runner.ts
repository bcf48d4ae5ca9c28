import db from '@adonisjs/lucid/services/db'
import logger from '@adonisjs/core/services/logger'
import { notify } from '#app/notifications/index'
import { clock } from '#app/kernel/clock'
import { reason } from '#app/kernel/reason'
import { transact, type Tx } from '#app/kernel/transaction'
import { areaLabel, areaWithParents } from '#app/plant/index'
import { performCommand } from '#modules/permits/actions/perform_command'
import { systemCaller } from '#modules/permits/caller'
import { gasVerdict } from '#modules/permits/gas'
import { loadFile } from '#modules/permits/queries/load_file'
import type { ApprovalRow, PermitRow, PermitState } from '#modules/permits/rows'

const INTERVAL_MS = 2_000
const BATCH = 200
const CAN_EXPIRE: PermitState[] = ['submitted', 'awaiting_approval', 'issued', 'started', 'suspended']

/** What time alone brings about: windows that end, gas tests that no longer count, answers that nobody gave. */
export class PermitRunner {
  #timer: NodeJS.Timeout | null = null
  #turn: Promise<void> | null = null

  start(): void {
    this.#timer = setInterval(() => this.#tick(), INTERVAL_MS)
  }

  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer)
    await this.#turn
  }

  #tick(): void {
    this.#turn ??= this.look()
      .catch((error) => logger.error({ err: error }, 'the permits could not be looked through'))
      .finally(() => (this.#turn = null))
  }

  /** One look at everything that is due. */
  async look(): Promise<void> {
    await expireOver()
    await stopUntested()
    await callForGuardians()
    await callForApprovals()
  }
}

async function expireOver(): Promise<void> {
  const over: { id: string }[] = await db.from('permits').whereIn('state', CAN_EXPIRE).where('end_at', '<', clock.now()).orderBy('end_at').limit(BATCH).select('id')
  for (const { id } of over) await performCommand({ permitId: id, command: 'expire', caller: systemCaller })
}

async function stopUntested(): Promise<void> {
  const running: { id: string }[] = await db.from('permits').where('state', 'started').orderBy('id').limit(BATCH).select('id')
  for (const { id } of running) {
    const file = await loadFile(id)
    if (!file) continue
    const verdict = gasVerdict(file.level, file.gasTests, { now: clock.now(), validMin: file.level.retest_min, since: null })
    if (verdict.reasons.length === 0) continue
    const why = reason('permits.gas_test_expired', { limit: file.level.retest_min })
    await performCommand({ permitId: id, command: 'suspend', caller: systemCaller, cause: { reason: why, alarmId: null } })
  }
}

/** Nobody has accepted to guard in time: the workshop is told, once for each guardian that was asked. */
async function callForGuardians(): Promise<void> {
  const waiting: PermitRow[] = await db
    .from('permits')
    .where('state', 'submitted')
    .where('guardian_due_at', '<', clock.now())
    .whereNull('guardian_called_at')
    .limit(BATCH)
  for (const permit of waiting)
    await transact(async (tx) => {
      await tx.db.from('permits').where('id', permit.id).update({ guardian_called_at: tx.now })
      await call(tx, permit, 'workshop_director', 'guardian_silent')
    })
}

/** An approver's time is over: the holders of the role are reminded, once. */
async function callForApprovals(): Promise<void> {
  const late: Pick<ApprovalRow, 'permit_id' | 'seq' | 'role'>[] = await db
    .from('permit_approvals')
    .whereIn('permit_id', db.from('permits').where('state', 'awaiting_approval').select('id'))
    .whereNull('decision')
    .whereNull('called_at')
    .where('due_at', '<', clock.now())
    .limit(BATCH)
    .select('permit_id', 'seq', 'role')
  for (const { permit_id, seq, role } of late)
    await transact(async (tx) => {
      const permit: PermitRow = await tx.db.from('permits').where('id', permit_id).firstOrFail()
      await tx.db.from('permit_approvals').where({ permit_id, seq }).update({ called_at: tx.now })
      await call(tx, permit, role, 'approval_late')
    })
}

async function call(tx: Tx, permit: PermitRow, role: string, name: string): Promise<void> {
  const area = await areaLabel(permit.area_code)
  const line = await areaWithParents(permit.area_code)
  await notify(tx, {
    to: { roles: line.map(({ code }) => ({ role, area: code })) },
    message: { key: `permits.notices.${name}`, params: { code: permit.code, area: area.name, area_en: area.nameEn } },
    priority: 2,
    link: `/permits/${permit.id}`,
    cause: `permit:${permit.id}:${permit.transition_seq}:late:${tx.now}`,
  })
}

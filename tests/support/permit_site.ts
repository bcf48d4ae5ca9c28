import { copyFile, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { storeAttachment } from '#app/attachments/index'
import { systemActor } from '#app/audit/index'
import { findAccount, findPrincipal, issueToken } from '#app/identity/index'
import { clock } from '#app/kernel/clock'
import { OutboxDispatcher } from '#app/kernel/dispatcher'
import { transact } from '#app/kernel/transaction'
import { applyDefinitions } from '#app/plant/index'
import { register } from '#modules/personnel/access/register'
import { confirmMeasure } from '#modules/permits/actions/confirm_measure'
import { performCommand, type CommandRequest } from '#modules/permits/actions/perform_command'
import { recordGasTest } from '#modules/permits/actions/record_gas_test'
import { createDraft, type DraftInput } from '#modules/permits/actions/write_draft'
import { callerFor, type Caller } from '#modules/permits/caller'
import { permitKeys } from '#modules/permits/keys'
import { loadFile } from '#modules/permits/queries/load_file'
import { sealPermit, sealPlace } from '#modules/permits/token'
import { photo } from '#tests/support/photo'

const KINDS = [
  'roles', 'areas', 'shifts', 'sources', 'outputs', 'courses', 'certificate_types', 'companies', 'gates', 'area_requirements', 'people', 'hot_work_levels',
]
export const PIN = '246810'
const HOUR = 3_600_000

const people = new Map<string, { caller: Caller; token: string; id: string }>()

/** What permits rest on, of the demo plant, applied once: they are tested with the plant that people see. */
export async function demoPlant(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'redline-permits-'))
  for (const kind of KINDS) await copyFile(app.makePath(`resources/plant/demo/${kind}.yaml`), join(folder, `${kind}.yaml`))
  const applied = await applyDefinitions({ folder, by: systemActor('test') })
  if (!applied.ok) throw new Error(JSON.stringify(applied.error.slice(0, 5)))
  await register.fresh()
}

/** Somebody of the demo plant: the caller for actions, and a token for the API. */
export async function who(code: string): Promise<{ caller: Caller; token: string; id: string }> {
  const known = people.get(code)
  if (known) return known
  const account = (await findAccount({ code }))!
  const { token } = await transact((tx) => issueToken(tx, { owner: { accountId: account.id }, name: 'test' }))
  const someone = { caller: callerFor((await findPrincipal(token))!), token, id: account.id }
  people.set(code, someone)
  return someone
}

/** As `who`, standing at a device in the area. */
export async function whoAt(code: string, areaCode: string): Promise<Caller> {
  const { caller } = await who(code)
  const device = { id: `AT-${areaCode}`, code: `AT-${areaCode}`, kind: 'gate' as const, name: areaCode, nameEn: null, areaCode, gateCode: null }
  return { ...caller, device, actor: { ...caller.actor, device: device.code } }
}

export const draftFor = (changes: Partial<DraftInput> = {}): DraftInput => ({
  level: 'L1',
  area: 'GAS2',
  place: '2#转炉煤气柜进口管道',
  content: '更换法兰',
  method: '焊接',
  startAt: clock.now(),
  endAt: clock.now() + 6 * HOUR,
  workers: [{ person: 'C2003' }],
  guardian: 'E1002',
  ...changes,
})

export async function aDraft(changes: Partial<DraftInput> = {}): Promise<string> {
  const created = await createDraft(draftFor(changes), (await who('E1001')).caller)
  if (!created.ok) throw new Error(JSON.stringify(created.error))
  return created.value
}

/** Confirms every measure of the permit's level, each with a photo where one is asked for. */
export async function confirmAll(permitId: string): Promise<void> {
  const { level } = (await loadFile(permitId))!
  const { caller } = await who('E1001')
  for (const measure of level.measures) {
    const attachmentId = measure.photo ? await freshPhoto() : null
    const done = await confirmMeasure(permitId, measure.id, { outcome: 'done', attachmentId }, caller)
    if (!done.ok) throw new Error(JSON.stringify(done.error))
  }
}

export async function freshPhoto(): Promise<string> {
  const { caller } = await who('E1001')
  const stored = await storeAttachment({ content: await photo(), name: 'site.jpg', position: null, by: caller.actor })
  if (!stored.ok) throw new Error(JSON.stringify(stored.error))
  return stored.value.id
}

const CLEAN = [
  { gas: 'CO', value: 3, unit: 'ppm' },
  { gas: 'LEL', value: 0, unit: '%LEL' },
  { gas: 'O2', value: 20.8, unit: '%vol' },
]

export async function testGas(permitId: string, co = 3) {
  const readings = CLEAN.map((reading) => (reading.gas === 'CO' ? { ...reading, value: co } : reading))
  const calibratedOn = new Date(clock.now() - 30 * 24 * HOUR).toISOString().slice(0, 10)
  return recordGasTest(permitId, { position: 'middle', readings, instrument: 'BW-07', calibratedOn }, (await who('E1004')).caller)
}

export const perform = (permitId: string, command: CommandRequest['command'], caller: Caller, input: CommandRequest['input'] = {}) =>
  performCommand({ permitId, command, caller, input: { pin: PIN, ...input } })

async function must(permitId: string, command: CommandRequest['command'], caller: Caller, input: CommandRequest['input'] = {}): Promise<void> {
  const done = await perform(permitId, command, caller, input)
  if (!done.ok) throw new Error(`${command}: ${JSON.stringify(done.error)}`)
}

export const tokenOf = async (permitId: string): Promise<string> => {
  const { permit } = (await loadFile(permitId))!
  const claim = { permitId, code: permit.code, areaCode: permit.area_code, from: permit.start_at, until: permit.end_at, nonce: permit.nonce ?? 'none' }
  return sealPermit(claim, permitKeys().privateKey)
}
export const signAt = (areaCode: string): string => sealPlace(areaCode, permitKeys().privateKey)

export const checksOf = async (permitId: string, list: 'start_checks' | 'finish_checks' | 'close_checks') =>
  (await loadFile(permitId))!.level[list].map(({ id }) => id)

/** Shows somebody as inside an area, as its gate would have done. */
export async function enter(code: string, areaCode: string): Promise<void> {
  const { id } = await who(code)
  await leave(code, areaCode)
  await db.table('presence').insert({ id: `${code}-${areaCode}-${clock.now()}-${Math.random()}`, account_id: id, area_code: areaCode, entered_at: clock.now(), entry_gate: 'TEST' })
}

export async function leave(code: string, areaCode: string): Promise<void> {
  const { id } = await who(code)
  await db.from('presence').where({ account_id: id, area_code: areaCode }).whereNull('left_at').update({ left_at: clock.now() })
}

export type Stage = 'draft' | 'submitted' | 'awaiting_approval' | 'issued' | 'started'

/** Takes a permit by the proper way up to a stage. */
export async function aPermit(stage: Stage, changes: Partial<DraftInput> = {}): Promise<string> {
  const id = await aDraft(changes)
  if (stage === 'draft') return id
  await confirmAll(id)
  await must(id, 'submit', (await who('E1001')).caller)
  if (stage === 'submitted') return id
  await must(id, 'accept', (await who('E1002')).caller, { dutiesVersion: '2026-1' })
  if (stage === 'awaiting_approval') return id
  for (const code of ['E1003', 'E1004', 'E1005'].slice(0, (await loadFile(id))!.approvals.length)) await must(id, 'approve', (await who(code)).caller)
  if (stage === 'issued') return id
  await beginWork(id)
  return id
}

/** Gas test, guardian inside, scan, start. */
export async function beginWork(id: string): Promise<void> {
  const { permit } = (await loadFile(id))!
  const tested = await testGas(id)
  if (!tested.ok) throw new Error(JSON.stringify(tested.error))
  await enter('E1002', permit.area_code)
  await must(id, 'start', await whoAt('E1002', permit.area_code), { token: await tokenOf(id), checks: await checksOf(id, 'start_checks') })
}

/** Ends whatever is still open, so that the next test finds the guardian free. */
export async function clearPermits(): Promise<void> {
  const { caller } = await who('E1004')
  const applicant = (await who('E1001')).caller
  for (const { id, state } of await db.from('permits').whereIn('state', ['draft', 'submitted', 'awaiting_approval', 'issued', 'started', 'suspended'])) {
    const early = ['draft', 'submitted', 'awaiting_approval'].includes(state)
    await perform(id, early ? 'withdraw' : 'cancel', early ? applicant : caller, { comment: 'test over' })
  }
  await db.from('permit_blocks').whereNull('ended_at').update({ ended_at: clock.now() })
}

export const stateOf = async (id: string): Promise<string> => (await loadFile(id))!.permit.state
export const codesOf = (result: { ok: boolean; error?: { code: string }[] }): string[] => (result.ok ? [] : result.error!.map(({ code }) => code))
export const deliver = () => new OutboxDispatcher().drain()

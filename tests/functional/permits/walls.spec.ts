import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { clock } from '#app/kernel/clock'
import { newId } from '#app/kernel/ids'
import { permitLifecycle } from '#modules/permits/lifecycle'
import { frozenClock } from '#tests/support/clock'
import { aDraft, aPermit, checksOf, clearPermits, demoPlant, enter, stateOf, testGas, tokenOf, perform, who, whoAt } from '#tests/support/permit_site'

/** Whoever writes past the application, by SQL and with the best intentions. */
function force(id: string, to: string, command = 'start', fields: object = {}): Promise<void> {
  return db.transaction(async (trx) => {
    const permit = await trx.from('permits').where('id', id).firstOrFail()
    const seq = permit.transition_seq + 1
    const entry = { permit_id: id, seq, command, from_state: permit.state, to_state: to, at: clock.now(), by_name: 'somebody', details: '{}' }
    await trx.table('permit_transitions').insert(entry)
    await trx.from('permits').where('id', id).update({ state: to, transition_seq: seq, ...fields })
  })
}

test.group('The database itself', (group) => {
  group.setup(demoPlant)
  group.each.setup(() => clearPermits)

  test('changes no state without its entry, and takes no entry that the table does not know (C12)', async ({ assert }) => {
    const id = await aPermit('issued')
    await assert.rejects(() => db.from('permits').where('id', id).update({ state: 'started' }), /with its entry only|can not start/)
    await assert.rejects(() => db.from('permits').where('id', id).update({ state: 'started', transition_seq: 7 }), /with its entry only|can not start/)
    await assert.rejects(() => db.from('permits').where('id', id).update({ state: 'finished' }), /with its entry only/)
    await assert.rejects(() => force(id, 'closed', 'close'), /no such transition/)
    const draft = await aDraft()
    await assert.rejects(() => force(draft, 'started'), /no such transition/)
    const born = { id: newId(), code: 'DH-X-1', type: 'hot_work', state: 'started', level_code: 'L1', level_version: 1, area_code: 'GAS2', place: '', content: '', method: '' }
    const times = { start_at: 1, end_at: 2, created_at: 1, applicant_id: (await who('E1001')).id }
    await assert.rejects(() => db.table('permits').insert({ ...born, ...times }), /begins as a draft/)
    await assert.rejects(() => db.from('permits').where('id', id).delete(), /never deleted/)
    await assert.rejects(() => db.from('permit_transitions').where('permit_id', id).delete(), /append-only/)
  })

  test('lets no work start without each of its predecessors (C12)', async ({ assert }) => {
    const id = await aPermit('issued')
    const tested = await testGas(id)
    const gas = { work_gas_test_id: tested.ok ? tested.value : null }
    const whole = { ...gas, work_signature_id: 'forged', place_proof: 'forged' }
    const refusals: [object, RegExp][] = [
      [{}, /has not signed/],
      [{ ...whole, work_signature_id: null }, /has not signed/],
      [{ ...whole, place_proof: null }, /at the place/],
      [{ ...whole, guardian_left_at: 1 }, /guardian is away/],
      [{ ...whole, work_gas_test_id: null }, /no gas test/],
      [{ ...whole, work_gas_test_id: 'none' }, /no gas test/],
      [{ ...whole, nonce: null }, /not issued/],
    ]
    for (const [fields, why] of refusals) await assert.rejects(() => force(id, 'started', 'start', fields), why)
    assert.equal(await stateOf(id), 'issued')
  })

  test('lets no work start on the records of a worker that nobody checked just now', async ({ assert }) => {
    const id = await aPermit('issued')
    const tested = await testGas(id)
    const whole = { work_gas_test_id: tested.ok ? tested.value : null, work_signature_id: 'forged', place_proof: 'forged' }
    await assert.rejects(() => force(id, 'started', 'start', whole), /a worker is not qualified/)
  })

  test('starts no permit on approvals that are missing, and takes none out of order or from somebody with another part', async ({ assert }) => {
    const id = await aPermit('awaiting_approval')
    const sign = (seq: number, account_id: string) =>
      db.from('permit_approvals').where({ permit_id: id, seq }).update({ decision: 'approved', account_id, signature_id: 'x', decided_at: 1 })
    const leader = (await who('E1005')).id
    await assert.rejects(() => sign(3, leader), /in their order/)
    for (const part of ['E1001', 'E1002', 'C2003']) await assert.rejects(async () => sign(1, (await who(part)).id), /no other part/)
    await assert.rejects(
      () => db.from('permit_approvals').where({ permit_id: id, seq: 1 }).update({ decision: 'approved', account_id: leader, decided_at: 1 }),
      /permit_approvals_are_signed/
    )
    await force(id, 'issued', 'issue', { issued_at: 1, nonce: 'forged' })
    await assert.rejects(() => force(id, 'started', 'start', { work_signature_id: 'x', place_proof: 'x' }), /an approval is missing/)
  })

  test('alters no permit that was handed in, and gives nobody two roles', async ({ assert }) => {
    const id = await aPermit('submitted')
    const alter = (fields: object) => db.from('permits').where('id', id).update(fields)
    for (const fields of [{ area_code: 'GAS1' }, { end_at: 9e12 }, { content: 'x' }, { level_code: 'L3' }]) await assert.rejects(() => alter(fields), /not altered/)
    const applicant = (await who('E1001')).id
    await assert.rejects(() => alter({ guardian_id: applicant }), /guardian_is_not_applicant/)
    await assert.rejects(async () => alter({ guardian_id: (await who('C2003')).id }), /no worker/)
    await assert.rejects(async () => db.table('permit_workers').insert({ permit_id: id, account_id: (await who('E1014')).id, trade: 'welder' }), /another permit/)
    const draft = await aDraft()
    await assert.rejects(async () => db.table('permit_workers').insert({ permit_id: draft, account_id: (await who('E1002')).id, trade: 'welder' }), /neither guardian/)
  })

  test('an old gas test starts nothing, whatever the setting says', async ({ assert, cleanup }) => {
    const time = frozenClock(Date.now())
    cleanup(() => time.restore())
    const id = await aPermit('issued')
    await testGas(id)
    time.forward(61 * 60_000)
    await db.table('settings').insert({ key: 'permits.gas_test_valid_min', value: '600', source: 'by SQL', changed_by: 'somebody', valid_from: 0 })
    cleanup(async () => void (await db.from('settings').where('key', 'permits.gas_test_valid_min').delete()))
    await enter('E1002', 'GAS2')
    const input = { token: await tokenOf(id), checks: await checksOf(id, 'start_checks') }
    await assert.rejects(async () => perform(id, 'start', await whoAt('E1002', 'GAS2'), input), /no gas test is in force/)
    assert.equal(await stateOf(id), 'issued')
  })

  test('knows the same table as the application', async ({ assert }) => {
    const [{ sql }] = await db.from('sqlite_master').where('name', 'permit_transitions_follow_the_table').select('sql')
    const walls = [...String(sql).matchAll(/\('(\w+)', '(\w+)', '(\w+)'\)/g)].map(([, from, command, to]) => `${from} ${command} ${to}`)
    const table = permitLifecycle.transitions.flatMap(({ from, command, to }) => from.map((state) => `${state} ${command} ${to}`))
    assert.sameMembers(walls, table)
  })
})

import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { systemActor } from '#app/audit/index'
import { transact } from '#app/kernel/transaction'
import { noteChange } from '#modules/personnel/access/changes'
import { revokeCertificate } from '#modules/personnel/actions/revoke_certificate'
import { frozenClock } from '#tests/support/clock'
import {
  aDraft,
  aPermit,
  beginWork,
  checksOf,
  clearPermits,
  codesOf,
  confirmAll,
  demoPlant,
  enter,
  perform,
  signAt,
  stateOf,
  testGas,
  tokenOf,
  who,
  whoAt,
} from '#tests/support/permit_site'

const MIN = 60_000

/** Now, not a day of long ago: the demo people's certificates count from today. */
function nowClock(cleanup: (callback: () => void) => void) {
  const clock = frozenClock(Date.now())
  cleanup(() => clock.restore())
  return clock
}

test.group('A permit', (group) => {
  group.setup(demoPlant)
  group.each.setup(() => clearPermits)

  test('goes its whole way, each step by the one whose it is (C04, C07, C08, C10, C11)', async ({ assert, cleanup }) => {
    const clock = nowClock(cleanup)
    const id = await aPermit('issued')
    await beginWork(id)
    assert.equal(await stateOf(id), 'started')
    const guardian = (await who('E1002')).caller
    assert.isTrue((await perform(id, 'finish', guardian, { checks: await checksOf(id, 'finish_checks') })).ok)

    const director = (await who('E1003')).caller
    const checks = await checksOf(id, 'close_checks')
    assert.deepEqual(codesOf(await perform(id, 'close', director, { checks })), ['permits.watch_not_over'])
    clock.forward(31 * MIN)
    assert.isTrue((await perform(id, 'close', director, { checks })).ok)
    const steps = await db.from('permit_transitions').where('permit_id', id).orderBy('seq')
    assert.deepEqual(
      steps.map(({ command }) => command),
      ['submit', 'accept', 'approve', 'approve', 'approve', 'issue', 'start', 'finish', 'close']
    )
    assert.lengthOf(await db.from('signatures').where('subject_id', id), 7)
    assert.equal((await db.from('audit_entries').where('subject_id', id).where('action', 'permits.start')).length, 1)
  })

  test('is handed in only complete: every measure that is open is named (C04)', async ({ assert, cleanup }) => {
    nowClock(cleanup)
    const id = await aDraft({ place: '', workers: [] })
    const reasons = codesOf(await perform(id, 'submit', (await who('E1001')).caller))
    assert.equal(reasons.filter((code) => code === 'permits.measure_open').length, 10)
    assert.includeMembers(reasons, ['permits.field_missing', 'permits.no_workers'])
  })

  test('is refused with every person who is not qualified, and why (A22)', async ({ assert, cleanup }) => {
    nowClock(cleanup)
    const id = await aDraft({ workers: [{ person: 'C2003' }, { person: 'C2001', trade: 'helper' }, { person: 'E1014', trade: 'welder' }] })
    await confirmAll(id)
    const refused = await perform(id, 'submit', (await who('E1001')).caller)
    assert.sameMembers(codesOf(refused), ['personnel.training_expired', 'personnel.certificate_missing'])
  })

  test('names nobody whose company is no longer under contract', async ({ assert, cleanup }) => {
    nowClock(cleanup)
    const id = await aDraft({ workers: [{ person: 'C2003' }, { person: 'C2002', trade: 'helper' }] })
    await confirmAll(id)
    assert.deepEqual(codesOf(await perform(id, 'submit', (await who('E1001')).caller)), ['permits.contract_over'])
  })

  test('stands below no level that its area asks for, longer than no level allows, and is never backdated (C03, C13)', async ({ assert, cleanup }) => {
    const clock = nowClock(cleanup)
    const id = await aDraft({ level: 'L3', startAt: clock.now() - 2 * 3_600_000, endAt: clock.now() + 80 * 3_600_000 })
    await confirmAll(id)
    const refused = await perform(id, 'submit', (await who('E1001')).caller)
    assert.sameMembers(codesOf(refused), ['permits.level_too_low', 'permits.window_too_long', 'permits.backdated'])
  })

  test('finds a guardian by post, and the next when one declines (C06, C07)', async ({ assert, cleanup }) => {
    nowClock(cleanup)
    const id = await aDraft({ guardian: null })
    await confirmAll(id)
    assert.isTrue((await perform(id, 'submit', (await who('E1001')).caller)).ok)
    const named = (await db.from('permits').where('id', id).first()).guardian_id
    assert.equal(named, (await who('E1002')).id)
    const guardian = (await who('E1002')).caller
    assert.deepEqual(codesOf(await perform(id, 'decline', guardian)), ['permits.comment_needed'])
    assert.isTrue((await perform(id, 'decline', guardian, { comment: '身体不适' })).ok)
    const next = (await db.from('permits').where('id', id).first()).guardian_id
    assert.notEqual(next, named)
    assert.deepEqual(codesOf(await perform(id, 'assign_guardian', (await who('E1001')).caller, { guardianId: named })), ['permits.guardian_has_declined'])
  })

  test('needs the duties read and a PIN from the very guardian who was asked', async ({ assert, cleanup }) => {
    nowClock(cleanup)
    const id = await aPermit('submitted')
    const stranger = codesOf(await perform(id, 'accept', (await who('E1004')).caller, { dutiesVersion: '2026-1' }))
    assert.includeMembers(stranger, ['identity.not_allowed', 'permits.only_guardian'])
    const hasty = codesOf(await perform(id, 'accept', (await who('E1002')).caller, { pin: '000000' }))
    assert.sameMembers(hasty, ['permits.duties_not_read', 'identity.wrong_pin'])
  })

  test('is approved in its order, once by each, and by nobody with another part (C08, L12)', async ({ assert, cleanup }) => {
    nowClock(cleanup)
    const id = await aPermit('awaiting_approval')
    assert.include(codesOf(await perform(id, 'approve', (await who('E1004')).caller)), 'permits.not_your_turn')
    assert.include(codesOf(await perform(id, 'approve', (await who('E1003')).caller, { contentHash: 'x'.repeat(64) })), 'permits.content_changed')
    assert.isTrue((await perform(id, 'approve', (await who('E1003')).caller)).ok)
    assert.include(codesOf(await perform(id, 'approve', (await who('E1003')).caller)), 'permits.approver_has_a_part')
    assert.deepEqual(codesOf(await perform(id, 'reject', (await who('E1004')).caller)), ['permits.comment_needed'])
    assert.isTrue((await perform(id, 'reject', (await who('E1004')).caller, { comment: '隔断照片看不清' })).ok)
    assert.equal(await stateOf(id), 'rejected')
  })

  test('starts only with everything at once: guardian, place, scan, time, gas, checks (C11, L01)', async ({ assert, cleanup }) => {
    const clock = nowClock(cleanup)
    const id = await aPermit('issued', { startAt: clock.now() + 20 * MIN })
    await enter('E1002', 'GAS2')
    const bare = codesOf(await perform(id, 'start', (await who('E1002')).caller))
    assert.sameMembers([...new Set(bare)], ['permits.too_early', 'permits.gas_test_missing', 'permits.not_scanned', 'permits.not_at_the_place', 'permits.check_open'])

    clock.forward(21 * MIN)
    const whole = async () => ({ token: await tokenOf(id), place: signAt('GAS2'), checks: await checksOf(id, 'start_checks') })
    await testGas(id)
    clock.forward(31 * MIN)
    assert.deepEqual(codesOf(await perform(id, 'start', (await who('E1002')).caller, await whole())), ['permits.gas_test_too_old'])
    await testGas(id, 30)
    assert.deepEqual(codesOf(await perform(id, 'start', (await who('E1002')).caller, await whole())), ['permits.gas_test_failed'])
    await testGas(id)
    assert.deepEqual(codesOf(await perform(id, 'start', (await who('E1002')).caller, { ...(await whole()), place: signAt('GAS1') })), ['permits.not_at_the_place'])
    const other = codesOf(await perform(id, 'start', await whoAt('E1001', 'GAS2'), await whole()))
    assert.includeMembers(other, ['permits.only_guardian', 'identity.not_allowed'])
    assert.isTrue((await perform(id, 'start', (await who('E1002')).caller, await whole())).ok)
    const refusals = await db.from('audit_entries').where({ subject_id: id, action: 'permits.command_refused' })
    assert.lengthOf(refusals, 5)
  })

  test('a guardian guards one place at a time (L12)', async ({ assert, cleanup }) => {
    nowClock(cleanup)
    await aPermit('awaiting_approval')
    const elsewhere = await aDraft({ area: 'GAS1' })
    await confirmAll(elsewhere)
    assert.deepEqual(codesOf(await perform(elsewhere, 'submit', (await who('E1001')).caller)), ['permits.guardian_elsewhere'])
  })

  test('a certificate that is gone between approval and start stops the start (A22)', async ({ assert, cleanup }) => {
    nowClock(cleanup)
    const id = await aPermit('issued')
    await testGas(id)
    await enter('E1002', 'GAS2')
    const { id: worker } = await who('C2003')
    const certificate = await db.from('certificates').where({ account_id: worker, type_code: 'WELDING' }).firstOrFail()
    await revokeCertificate({ id: certificate.id, cause: 'test', by: systemActor('test') })
    cleanup(async () => {
      await db.from('certificates').where('id', certificate.id).update({ revoked_at: null, revoke_cause: null })
      await transact((tx) => noteChange(tx, worker))
    })
    const input = { token: await tokenOf(id), checks: await checksOf(id, 'start_checks') }
    assert.deepEqual(codesOf(await perform(id, 'start', await whoAt('E1002', 'GAS2'), input)), ['personnel.certificate_revoked'])
  })
})

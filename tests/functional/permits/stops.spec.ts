import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { EventType } from '#app/kernel/events'
import { transact } from '#app/kernel/transaction'
import { buildBoard } from '#app/board/queries/build_board'
import { activePermits, permitsAt } from '#modules/permits/index'
import { permitsMine } from '#modules/permits/queries/mine'
import { PermitRunner } from '#modules/permits/runner'
import { PersonLeft } from '#modules/personnel/events'
import { AlarmRaised, AlarmReset, PointFound, PointLost } from '#modules/telemetry/events'
import { frozenClock } from '#tests/support/clock'
import { aPermit, checksOf, clearPermits, codesOf, deliver, demoPlant, enter, leave, perform, stateOf, testGas, who } from '#tests/support/permit_site'

const MIN = 60_000
const HOUR = 60 * MIN

function nowClock(cleanup: (callback: () => void) => void) {
  const clock = frozenClock(Date.now())
  cleanup(() => clock.restore())
  return clock
}

async function happen<T extends object>(type: EventType<T>, payload: T): Promise<void> {
  await transact((tx) => tx.emit(type, payload))
  await deliver()
}

let alarms = 0
const alarm = (areaCode: string, at: number, priority: 1 | 2 | 3 = 2) => ({
  alarmId: `alarm-${++alarms}`,
  conditionCode: `${areaCode}.AT201.CO.H`,
  pointCode: `${areaCode}.AT201.CO`,
  areaCode,
  priority,
  alarmClass: 'gas',
  value: 61,
  limit: 24,
  unit: 'ppm',
  at,
})

const resume = async (id: string) => perform(id, 'resume', (await who('E1002')).caller, { checks: await checksOf(id, 'start_checks') })
const causeOf = async (id: string) => JSON.parse((await db.from('permits').where('id', id).first()).suspend_cause).code
const toldOf = async (code: string, key: string) =>
  db
    .from('notice_deliveries')
    .join('notices', 'notices.id', 'notice_deliveries.notice_id')
    .where({ account_id: (await who(code)).id, message_key: `permits.notices.${key}`, channel: 'in_app' })

test.group('Work stops', (group) => {
  group.setup(demoPlant)
  group.each.setup(() => clearPermits)

  test('by a gas alarm in its area, telling everybody; it goes on after reset, new test and new signature (L03, N03)', async ({ assert, cleanup }) => {
    const clock = nowClock(cleanup)
    const id = await aPermit('started')
    clock.forward(MIN)
    const raised = alarm('GAS2', clock.now())
    await happen(AlarmRaised, raised)
    assert.equal(await stateOf(id), 'suspended')
    assert.equal(await causeOf(id), 'permits.alarm_in_area')
    for (const code of ['E1002', 'C2003', 'E1001', 'E1004']) assert.isAbove((await toldOf(code, 'suspended')).length, 0, code)

    clock.forward(MIN)
    assert.includeMembers(codesOf(await resume(id)), ['permits.alarm_stands', 'permits.gas_test_before_stop'])
    await happen(AlarmReset, { alarmId: raised.alarmId, areaCode: 'GAS2', alarmClass: 'gas', at: clock.now() })
    assert.deepEqual(codesOf(await resume(id)), ['permits.gas_test_before_stop'])
    clock.forward(MIN)
    await testGas(id)
    assert.deepEqual(codesOf(await perform(id, 'resume', (await who('E1002')).caller, { pin: '000000', checks: await checksOf(id, 'start_checks') })), ['identity.wrong_pin'])
    assert.isTrue((await resume(id)).ok)
    assert.equal(await stateOf(id), 'started')
  })

  test('by an alarm of the workshop above, not by one of another area nor by a low one', async ({ assert, cleanup }) => {
    const clock = nowClock(cleanup)
    const id = await aPermit('started')
    await happen(AlarmRaised, alarm('GAS1', clock.now()))
    await happen(AlarmRaised, alarm('GAS2', clock.now(), 3))
    assert.equal(await stateOf(id), 'started')
    await happen(AlarmRaised, alarm('ENERGY', clock.now()))
    assert.equal(await stateOf(id), 'suspended')
  })

  test('by a detector that falls silent; unknown is unsafe', async ({ assert, cleanup }) => {
    const clock = nowClock(cleanup)
    const id = await aPermit('started')
    await happen(PointLost, { pointCode: 'GAS2.AT999.CO', areaCode: 'GAS2', fault: 'timeout', at: clock.now() })
    assert.equal(await causeOf(id), 'permits.detector_lost')
    clock.forward(MIN)
    await testGas(id)
    assert.deepEqual(codesOf(await resume(id)), ['permits.detector_silent'])
    await happen(PointFound, { pointCode: 'GAS2.AT999.CO', areaCode: 'GAS2', at: clock.now() })
    assert.isTrue((await resume(id)).ok)
  })

  test('when the guardian leaves, and goes on only with the guardian back inside', async ({ assert, cleanup }) => {
    const clock = nowClock(cleanup)
    const id = await aPermit('started')
    const left = { accountId: (await who('C2003')).id, areaCode: 'GAS2', gateCode: 'GAS2-MAIN', at: clock.now() }
    await happen(PersonLeft, left)
    assert.equal(await stateOf(id), 'started')
    await leave('E1002', 'GAS2')
    await happen(PersonLeft, { ...left, accountId: (await who('E1002')).id })
    assert.equal(await causeOf(id), 'permits.guardian_left')
    clock.forward(MIN)
    await testGas(id)
    assert.deepEqual(codesOf(await resume(id)), ['permits.guardian_away'])
    await enter('E1002', 'GAS2')
    assert.isTrue((await resume(id)).ok)
  })

  test('when its gas test is over, by time alone; and its window, by time alone', async ({ assert, cleanup }) => {
    const clock = nowClock(cleanup)
    const runner = new PermitRunner()
    const id = await aPermit('started')
    clock.forward(29 * MIN)
    await runner.look()
    assert.equal(await stateOf(id), 'started')
    clock.forward(2 * MIN)
    await runner.look()
    assert.equal(await causeOf(id), 'permits.gas_test_expired')

    clock.forward(6 * HOUR)
    await runner.look()
    assert.equal(await stateOf(id), 'expired')
    assert.isAbove((await toldOf('C2003', 'expired_at_work')).length, 0)
    const finished = await perform(id, 'finish', (await who('E1002')).caller, { checks: await checksOf(id, 'finish_checks') })
    assert.isTrue(finished.ok)
  })

  test('at once by a bad gas test, and by hand by everyone on the permit and by nobody else', async ({ assert, cleanup }) => {
    nowClock(cleanup)
    const id = await aPermit('started')
    assert.deepEqual(codesOf(await perform(id, 'suspend', (await who('E1014')).caller, { comment: 'x' })), ['permits.not_involved'])
    assert.isTrue((await perform(id, 'suspend', (await who('C2003')).caller, { comment: '闻到异味' })).ok)
    const other = await aPermit('started', { area: 'GAS2' })
    await testGas(other, 61)
    assert.equal(await causeOf(other), 'permits.gas_over_limit')
  })

  test('nobody answers: the workshop is told once, then the approvers', async ({ assert, cleanup }) => {
    const clock = nowClock(cleanup)
    const runner = new PermitRunner()
    await aPermit('submitted')
    clock.forward(16 * MIN)
    const before = (await toldOf('E1003', 'guardian_silent')).length
    await runner.look()
    await runner.look()
    assert.lengthOf(await toldOf('E1003', 'guardian_silent'), before + 1)
    const waiting = await aPermit('awaiting_approval', { area: 'GAS2' })
    clock.forward(61 * MIN)
    await runner.look()
    assert.isAbove((await toldOf('E1003', 'approval_late')).length, 0)
    assert.equal(await stateOf(waiting), 'awaiting_approval')
  })

  test('is seen on the board, on the map, by whom it concerns, and by other rooms (C14)', async ({ assert, cleanup }) => {
    const clock = nowClock(cleanup)
    const id = await aPermit('started')
    const before = await buildBoard()
    assert.equal(before.permits.items.find((item) => item.id === id)?.state, 'active')
    assert.equal(before.areas.find(({ code }) => code === 'GAS2')?.permits, 1)
    assert.deepEqual((await activePermits('ENERGY')).map((permit) => permit.id), [id])
    assert.deepEqual((await permitsAt((await who('C2003')).id)).map((permit) => permit.id), [id])
    await happen(AlarmRaised, alarm('GAS2', clock.now()))
    const after = await buildBoard()
    assert.equal(after.permits.suspended, 1)
    assert.include(after.permits.items.find((item) => item.id === id)?.suspendedReason ?? '', '61 ppm')
    const { caller } = await who('E1002')
    const items = await permitsMine({ person: caller.person, device: null, tokenId: '', permissions: caller.permissions })
    assert.deepEqual(items.map(({ kind }) => kind), ['resume'])
  })
})

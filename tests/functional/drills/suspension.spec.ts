import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { clock } from '#app/kernel/clock'
import { transact } from '#app/kernel/transaction'
import { buildBoard } from '#app/board/queries/build_board'
import { DrillRunner } from '#modules/drills/runner'
import { storedOf } from '#modules/telemetry/definitions/points'
import { startEngine } from '#tests/functional/telemetry/plant'
import { person } from '#tests/support/people'
import { aPermit, clearPermits, deliver, demoPlant, perform, stateOf, testGas, who } from '#tests/support/permit_site'
import { until } from '#tests/support/running_plant'

const POINT = 'T-DRILL.AT1.CO'
const MINUTE = 60_000

test.group('A drill where work goes on', (group) => {
  group.each.timeout(60_000)
  let engine: Awaited<ReturnType<typeof startEngine>>
  const runner = new DrillRunner()
  group.setup(async () => {
    await demoPlant()
    const detector = storedOf({
      code: POINT, area: 'GAS2', source: 'MQTT-FIELD', kind: 'co', name: '演练用CO', name_en: 'CO for the drill', unit: 'ppm', min: 0, max: 500,
      limits: { h: 24, hh: 160 }, deadband: 2, alarm_class: 'gas', stale_after_ms: 600_000,
    })
    await transact((tx) => tx.db.table('points').insert(detector))
    engine = await startEngine()
    return () => engine.stop()
  })
  group.each.setup(() => clearPermits)

  /** A drill of a leak in gas area 2, and seconds of the server until it shows what is looked for. */
  async function aDrill(client: any, more: object = {}) {
    const leader = await person(['board.read', 'drills.run', 'alarms.acknowledge'])
    const scenario = { name: '煤气泄漏演练', area: 'GAS2', minutes: 30, excursions: [{ point: POINT, value: 190 }], ...more }
    const { id } = (await client.post('/api/v1/drills').bearerToken(leader.token).json(scenario)).body().data
    const report = async () => (await client.get(`/api/v1/drills/${id}`).bearerToken(leader.token)).body().data
    const goOn = (shows: (drill: any) => boolean) =>
      until('the drill to go on', async () => {
        await runner.look()
        await deliver()
        const drill = await report()
        return shows(drill) ? drill : null
      })
    const answer = (token: string, body: object) => client.post(`/api/v1/drills/${id}/answers`).bearerToken(token).json(body)
    const end = async () => {
      const ended = await client.post(`/api/v1/drills/${id}/end`).bearerToken(leader.token)
      await runner.look()
      await deliver()
      return ended.body().data
    }
    return { id, leader, goOn, answer, end, report }
  }
  const permit = (id: string) => db.from('permits').where('id', id).firstOrFail()

  test('N10 N03 a permit that the leak would stop goes on as it was; that it would have been suspended is recorded, marked as a drill, and its guardian is asked', async ({ client, assert }) => {
    const id = await aPermit('started')
    const before = await permit(id)
    const audited = await db.from('audit_entries').where({ subject_type: 'permit', subject_id: id }).count('* as n').first()
    const noticesBefore = await db.from('notices').where('message_key', 'like', 'permits.%').count('* as n').first()
    const drill = await aDrill(client)
    const running = await drill.goOn((one) => one.alarms.length === 2 && one.stops.length > 0)

    assert.deepEqual(running.stops.map((one: any) => one.subject), [before.code])
    assert.equal(running.log.filter((entry: any) => entry.kind === 'would_suspend' && entry.params.permit === before.code).length, 1, 'two alarms, one record')
    assert.equal(await stateOf(id), 'started')
    assert.deepEqual(await permit(id), before)
    assert.lengthOf(await db.from('permit_blocks').where('area_code', 'GAS2').whereNull('ended_at'), 0)
    assert.deepEqual(await db.from('audit_entries').where({ subject_type: 'permit', subject_id: id }).count('* as n').first(), audited)
    assert.deepEqual(await db.from('notices').where('message_key', 'like', 'permits.%').count('* as n').first(), noticesBefore, 'nobody hears that work has been stopped in earnest')
    const told = await db.from('notice_deliveries').join('notices', 'notices.id', 'notice_deliveries.notice_id').where({ account_id: before.guardian_id, message_key: 'drills.notices.stop' })
    assert.isAbove(told.length, 0)

    const board = await buildBoard()
    assert.containsSubset(board.drill, { id: drill.id, stopsOpen: 1 })
    assert.equal(board.permits.suspended, 0)
    await drill.end()
  })

  test('N10 work in the drill goes on under its permit: a gas test is taken as ever, and nothing stands against it', async ({ client, assert }) => {
    const id = await aPermit('started')
    const drill = await aDrill(client)
    await drill.goOn((one) => one.stops.length > 0)
    assert.isTrue((await testGas(id)).ok)
    await drill.end()
    assert.equal(await stateOf(id), 'started')
  })

  test('N10 minutes to acknowledge, to stand still and to muster: from the first alarm to the last who answers, each by whom it concerns', async ({ client, assert }) => {
    const id = await aPermit('started')
    const { code, guardian_id: guardianId } = await permit(id)
    const guardian = await who('E1002')
    assert.equal(guardian.id, guardianId)
    const drill = await aDrill(client)
    const running = await drill.goOn((one) => one.alarms.length === 2 && one.stops.length === 1 && one.musters.length > 0)
    assert.deepInclude(running.measured, { minutes_to_acknowledge: null, minutes_to_stop: null, minutes_to_muster: null })

    const stranger = await person(['board.read'])
    const refused = await drill.answer(stranger.token, { kind: 'stop', subject: code })
    assert.deepEqual(refused.body().error.details.map((one: any) => one.code), ['drills.not_yours'])
    // What was raised three minutes ago is answered now.
    const ago = clock.now() - 3 * MINUTE
    await transact((tx) => tx.db.from('drill_alarms').where('drill_id', drill.id).update({ raised_at: ago }))
    ;(await drill.answer(drill.leader.token, { kind: 'acknowledge' })).assertStatus(200)
    ;(await drill.answer(guardian.token, { kind: 'stop', subject: code })).assertStatus(200)
    const again = await drill.answer(guardian.token, { kind: 'stop', subject: code })
    assert.deepEqual(again.body().error.details.map((one: any) => one.code), ['drills.nothing_waits'])
    for (const { subject } of running.musters) (await drill.answer(drill.leader.token, { kind: 'arrive', subject })).assertStatus(200)
    const { measured, stops, log } = await drill.end()
    for (const figure of ['minutes_to_acknowledge', 'minutes_to_stop', 'minutes_to_muster']) assert.closeTo(measured[figure], 3, 0.2, figure)
    assert.containsSubset(stops, [{ subject: code }])
    assert.isNotNull(stops[0].done_at)
    assert.include(log.map((entry: any) => entry.kind), 'stopped')
    assert.equal(await stateOf(id), 'started')
  })

  test('N10 the next drill counts nothing of the last, and work that is suspended already is not asked to stop', async ({ client, assert }) => {
    const id = await aPermit('started')
    const first = await aDrill(client)
    await first.goOn((one) => one.stops.length === 1)
    await first.end()
    const stopped = await perform(id, 'suspend', (await who('E1002')).caller, { comment: '换班' })
    assert.isTrue(stopped.ok, JSON.stringify(stopped))
    const second = await aDrill(client)
    const running = await second.goOn((one) => one.alarms.length === 2)
    assert.deepEqual([running.stops, running.measured.minutes_to_stop], [[], null])
    await second.end()
    assert.equal(await stateOf(id), 'suspended')
  })
})

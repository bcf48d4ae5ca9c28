import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { AlarmMinder } from '#modules/telemetry/alarm_minder'
import { buildEngineConfig } from '#modules/telemetry/queries/build_engine_config'
import { aDetector } from '#tests/functional/telemetry/plant'
import { frozenClock } from '#tests/support/clock'
import { person } from '#tests/support/people'

const DAY = 24 * 3_600_000

test.group('Checks of detectors', (group) => {
  group.each.timeout(30_000)

  async function detector(client: any) {
    const { token, name } = await person(['points.read', 'alarms.shelve'])
    const { point } = await aDetector({ bump_test_days: 20 })
    const record = (kind: string, passed: boolean, more: object = {}) => client.post(`/api/v1/points/${point}/checks`).bearerToken(token).json({ kind, passed, ...more })
    const shown = async () => ((await client.get(`/api/v1/points/${point}/checks`).bearerToken(token)) as any).body().data
    const state = async (kind: string) => (await shown()).checks.find((one: any) => one.kind === kind).state
    const uncertain = async () => (await buildEngineConfig()).points.find(({ code }) => code === point)!.checkDue
    const alarm = () => db.from('alarms').where('condition_code', `system.bump_test_due:${point}`).where('state', 'like', 'active%').first()
    return { point, name, record, shown, state, uncertain, alarm }
  }

  test('L07 a bump test that failed is due at once: an alarm and an uncertain point, though the last one is young', async ({ client, assert, cleanup }) => {
    const clock = frozenClock()
    cleanup(() => clock.restore())
    const { record, state, uncertain, alarm } = await detector(client)
    assert.equal(await state('bump_test'), 'never')
    ;(await record('bump_test', true)).assertStatus(200)
    assert.deepEqual([await state('bump_test'), await uncertain()], ['good', false])
    clock.forward(DAY)
    ;(await record('bump_test', false)).assertStatus(200)
    assert.deepEqual([await state('bump_test'), await uncertain()], ['failed', true])
    assert.isNotNull(await alarm())
    clock.forward(DAY)
    ;(await record('bump_test', true)).assertStatus(200)
    assert.deepEqual([await state('bump_test'), await uncertain(), await alarm()], ['good', false, null])
  })

  test('L07 a check comes due in steps: in date, soon, overdue', async ({ client, assert, cleanup }) => {
    const clock = frozenClock()
    cleanup(() => clock.restore())
    const { record, state, uncertain } = await detector(client)
    await record('bump_test', true)
    clock.forward(12 * DAY)
    assert.equal(await state('bump_test'), 'good')
    clock.forward(DAY)
    assert.equal(await state('bump_test'), 'soon')
    assert.isFalse(await uncertain())
    clock.forward(7 * DAY)
    await new AlarmMinder().look()
    assert.deepEqual([await state('bump_test'), await uncertain()], ['overdue', true])
  })

  test('L07 the record says with what gas and what it read; one that is off by more than the tolerance has not passed', async ({ client, assert }) => {
    const { name, record, shown } = await detector(client)
    const readings = { gas: 'co', concentration: 50, before: 38, after: 56, note: '传感器老化' }
    const refused = (await record('calibration', true, readings)) as any
    refused.assertStatus(409)
    assert.deepEqual(refused.body().error.details.map((one: any) => one.code), ['telemetry.calibration_off'])
    ;(await record('calibration', false, readings)).assertStatus(200)
    ;(await record('calibration', true, { ...readings, after: 54 })).assertStatus(200)
    const { history } = await shown()
    assert.lengthOf(history, 2)
    assert.deepInclude(history.find((one: any) => !one.passed), { kind: 'calibration', by_name: name, ...readings })
    ;(await record('calibration', true, { gas: 'perfume' })).assertStatus(422)
  })
})

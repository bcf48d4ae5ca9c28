import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { Actor } from '#app/audit/index'
import { clock as productClock } from '#app/kernel/clock'
import { transact } from '#app/kernel/transaction'
import { clearAlarm } from '#modules/telemetry/actions/clear_alarm'
import { handleAlarm } from '#modules/telemetry/actions/handle_alarm'
import { raiseAlarm } from '#modules/telemetry/actions/raise_alarm'
import { shelveAlarm } from '#modules/telemetry/actions/shelve_alarm'
import { AlarmMinder } from '#modules/telemetry/alarm_minder'
import { engineLink } from '#modules/telemetry/engine_link'
import { buildEngineConfig } from '#modules/telemetry/queries/build_engine_config'
import { pointState } from '#modules/telemetry/queries/point_states'
import { aDetector } from '#tests/functional/telemetry/plant'
import { frozenClock } from '#tests/support/clock'
import { person } from '#tests/support/people'

const PERSON: Actor = { id: 'somebody', name: '孙立', device: null }
const MAY = ['alarms.read', 'alarms.acknowledge', 'alarms.shelve', 'alarms.reset', 'points.read']
const MINUTE = 60_000
let serial = 0
const now = () => productClock.now()

const raise = (condition: string, areaCode: string | null, at: number, changes: { priority?: 1 | 2 | 3 | 4; pointCode?: string } = {}) =>
  transact((tx) =>
    raiseAlarm(tx, { conditionCode: condition, pointCode: changes.pointCode ?? null, areaCode, priority: changes.priority ?? 3, alarmClass: 'process', name: `报警${condition}`, nameEn: `Alarm ${condition}`, latching: true, value: 1, unit: 'bar', limit: 0, at })
  )
const row = async (id: string | null) => (await db.from('alarms').where('id', id!).firstOrFail()) as any

test.group('Alarm management', (group) => {
  group.each.timeout(30_000)
  group.each.setup(async () => {
    // Each test has its own calm: floods and bursts of the others are long over.
    await db.from('alarms').update({ state: 'normal', raised_at: 1, flood_id: null, shelved_until: null })
    await db.from('alarm_floods').update({ ended_at: 2 })
  })

  test('L06 first-out: the first of an area in a burst, and no other, until it has been calm', async ({ assert, cleanup }) => {
    const clock = frozenClock()
    cleanup(() => clock.restore())
    const [a, b] = [(await aDetector()).area, (await aDetector()).area]
    const at = Date.now()
    const first = await raise(`T-FO-${++serial}`, a, at)
    const second = await raise(`T-FO-${++serial}`, a, at + 10_000)
    const other = await raise(`T-FO-${++serial}`, b, at + 11_000)
    const later = await raise(`T-FO-${++serial}`, a, at + 71_000)
    assert.deepEqual(await Promise.all([first, second, other, later].map(async (id) => (await row(id)).first_out)), [1, 0, 1, 1])
    assert.equal((await row(second)).burst_id, first)
  })

  test('L06 a shelf holds while the condition comes and goes, and ends by time alone, with its audit', async ({ assert, cleanup }) => {
    const clock = frozenClock()
    cleanup(() => clock.restore())
    const { area } = await aDetector()
    const condition = `T-SH-${++serial}`
    const first = (await raise(condition, area, 1_000_000))!
    const shelved = await shelveAlarm({ alarmId: first, until: now() + 5 * MINUTE, why: '检修中', by: PERSON })
    assert.isTrue(shelved.ok)
    await transact((tx) => clearAlarm(tx, condition, 1))
    const second = (await raise(condition, area, 2_000_000))!
    assert.notEqual(second, first)
    assert.equal((await row(second)).shelve_reason, '检修中')
    const minder = new AlarmMinder()
    await minder.look()
    assert.isNotNull((await row(second)).shelved_until)
    clock.forward(5 * MINUTE)
    await minder.look()
    assert.isNull((await row(second)).shelved_until)
    assert.lengthOf(await db.from('audit_entries').where({ subject_id: second, action: 'telemetry.alarm_unshelved' }), 1)
    assert.lengthOf(await db.from('outbox_events').where('name', 'telemetry.alarm_unshelved').where('payload', 'like', `%${second}%`), 1)
  })

  test('L06 what nobody acknowledges sounds again after its time, again and again; what was seen does not', async ({ assert, cleanup }) => {
    const clock = frozenClock()
    cleanup(() => clock.restore())
    const { area } = await aDetector()
    const at = now()
    const waits = (await raise(`T-RA-${++serial}`, area, at, { priority: 2 }))!
    const seen = (await raise(`T-RA-${++serial}`, area, at, { priority: 2 }))!
    await handleAlarm({ alarmId: seen, command: 'acknowledge', by: PERSON, note: '已派人' })
    const minder = new AlarmMinder()
    clock.forward(4 * MINUTE)
    await minder.look()
    assert.equal((await row(waits)).realarms, 0)
    clock.forward(MINUTE)
    await minder.look()
    clock.forward(5 * MINUTE)
    await minder.look()
    assert.deepEqual([(await row(waits)).realarms, (await row(seen)).realarms, (await row(seen)).note], [2, 0, '已派人'])
  })

  test('L06 more than ten in ten minutes are a flood: one line for each area, none hidden; opened and acknowledged at once; over when it has run out', async ({ client, assert, cleanup }) => {
    const clock = frozenClock()
    cleanup(() => clock.restore())
    const { token } = await person(MAY)
    const areas = await Promise.all(Array.from({ length: 12 }, async () => (await aDetector()).area))
    const lines = async () => ((await client.get('/api/v1/alarms/lines').bearerToken(token)) as any).body().data
    for (let index = 0; index < 10; index++) await raise(`T-FL-${++serial}`, areas[0]!, now())
    assert.isNull((await lines()).flood)
    assert.lengthOf((await lines()).lines, 10)
    for (let index = 0; index < 120; index++) await raise(`T-FL-${++serial}`, areas[index % 12]!, now(), { priority: index === 61 ? 1 : 3 })
    const flooded = await lines()
    assert.equal(flooded.flood.alarms, 130)
    assert.lengthOf(flooded.lines, 10)
    assert.equal(flooded.lines.reduce((sum: number, line: any) => sum + (line.group?.count ?? 1), 0), 130)
    const [gravest] = flooded.lines
    assert.deepInclude(gravest.group, { areas: [areas[1]], count: 10, unacknowledged: 10 })
    assert.equal(gravest.alarm.priority, 1)
    assert.isTrue(gravest.group.first.first_out)

    const opened = ((await client.get('/api/v1/alarms').bearerToken(token).qs({ folded_in: areas[1], limit: 50 })) as any).body().data
    assert.lengthOf(opened, 10)
    const answer = (await client.post('/api/v1/alarms/acknowledge').bearerToken(token).json({ ids: [...opened.map(({ id }: any) => id), 'nobody'], note: '一并确认' })) as any
    assert.deepEqual([answer.body().data.acknowledged, answer.body().data.refused.map(({ id }: any) => id)], [10, ['nobody']])
    assert.equal((await db.from('alarms').whereIn('id', opened.map(({ id }: any) => id)).where({ state: 'active_acknowledged', note: '一并确认' })).length, 10)

    clock.forward(11 * MINUTE)
    await new AlarmMinder().look()
    const after = await lines()
    assert.isNull(after.flood)
    assert.isAtMost(after.lines.length, 10)
  })

  test('L06 out of service: with reason, owner and end, at most three days; the engine is told, and takes it back', async ({ client, assert, cleanup }) => {
    const clock = frozenClock()
    cleanup(() => clock.restore())
    const operator = await person(MAY)
    const { point } = await aDetector()
    const at = now()
    const take = (until: number, code = `${point}.H`) => client.post(`/api/v1/conditions/${code}/out-of-service`).bearerToken(operator.token).json({ until, reason: '标定中' }) as any
    const codes = async (answer: any) => (await answer).body().error.details.map((one: any) => one.code)
    assert.deepEqual(await codes(take(at + 73 * 60 * MINUTE)), ['telemetry.out_of_service_too_long'])
    assert.deepEqual(await codes(take(at - 1)), ['telemetry.shelve_in_the_past'])
    ;(await take(at + MINUTE, 'NO.SUCH.H')).assertStatus(404)
    ;(await take(at + 30 * MINUTE)).assertStatus(200)
    assert.deepEqual(await codes(take(at + 30 * MINUTE)), ['telemetry.out_of_service_already'])
    const inEngine = async () => (await buildEngineConfig()).conditions.find(({ code }) => code === `${point}.H`)!.outOfServiceUntil
    assert.equal(await inEngine(), at + 30 * MINUTE)
    const listed = ((await client.get('/api/v1/alarms/out-of-service').bearerToken(operator.token)) as any).body().data.find((one: any) => one.point === point)
    assert.deepInclude(listed, { condition: `${point}.H`, reason: '标定中', until: at + 30 * MINUTE })
    clock.forward(30 * MINUTE)
    await new AlarmMinder().look()
    assert.isNull(await inEngine())
    ;(await take(now() + MINUTE)).assertStatus(200)
    ;((await client.post(`/api/v1/conditions/${point}.H/in-service`).bearerToken(operator.token)) as any).assertStatus(200)
    assert.isNull(await inEngine())
    assert.lengthOf(await db.from('audit_entries').where({ subject_id: `${point}.H`, action: 'telemetry.condition_in_service' }), 2)
  })

  test('L07 a check that is due: an alarm of low priority and a point that is uncertain, until one that passed is recorded', async ({ client, assert, cleanup }) => {
    const clock = frozenClock()
    cleanup(() => clock.restore())
    const { token } = await person(MAY)
    const { point } = await aDetector({ bump_test_days: 20, conversion_c: 20 })
    const check = (passed: boolean) => client.post(`/api/v1/points/${point}/checks`).bearerToken(token).json({ kind: 'bump_test', passed }) as any
    const alarm = () => db.from('alarms').where('condition_code', `system.bump_test_due:${point}`).whereNot('state', 'normal').first()
    const due = async () => (await buildEngineConfig()).points.find(({ code }) => code === point)!.checkDue
    ;(await check(true)).assertStatus(200)
    assert.deepEqual([await alarm(), await due()], [null, false])
    clock.forward(20 * 24 * 60 * MINUTE)
    await new AlarmMinder().look()
    assert.deepInclude(await alarm(), { priority: 4, state: 'active_unacknowledged', point_code: point })
    assert.isTrue(await due())
    const again = await person(MAY)
    const fresh = (passed: boolean) => client.post(`/api/v1/points/${point}/checks`).bearerToken(again.token).json({ kind: 'bump_test', passed }) as any
    ;(await fresh(false)).assertStatus(200)
    assert.isTrue(await due())
    ;(await fresh(true)).assertStatus(200)
    assert.equal((await alarm()).state, 'cleared_unacknowledged')
    assert.isFalse(await due())
    assert.equal((await pointState(point))!.conversionC, 20)
  })

  test('T03 A13 an acknowledgement carries person and note and switches what its point says', async ({ client, assert, cleanup }) => {
    const commands: unknown[] = []
    const command = engineLink.command.bind(engineLink)
    engineLink.command = (output, value, cause) => commands.push([output, value, cause]) > 0
    cleanup(() => {
      engineLink.command = command
    })
    const operator = await person(MAY)
    const { point, area } = await aDetector({ on_acknowledge: [{ output: 'T-LAMP', value: true }] })
    const id = await raise(`${point}.H`, area, Date.now(), { pointCode: point })
    const answer = (await client.post(`/api/v1/alarms/${id}/acknowledge`).bearerToken(operator.token).json({ note: '现场确认' })) as any
    assert.deepInclude(answer.body().data, { note: '现场确认', state: 'active_acknowledged', acknowledged_by: operator.name })
    assert.deepEqual(commands, [['T-LAMP', true, `acknowledge:${operator.name}`]])
  })

  test('L06 EEMUA 191: rate, peak, what stands, what chatters, each day and each flood', async ({ client, assert, cleanup }) => {
    const clock = frozenClock()
    cleanup(() => clock.restore())
    const { token } = await person(MAY)
    const { area } = await aDetector()
    const condition = `T-KPI-${++serial}`
    const at = Math.floor(now() / 600_000) * 600_000
    for (let index = 0; index < 4; index++) {
      await raise(condition, area, at + index * 1_000)
      await transact((tx) => clearAlarm(tx, condition, at + index * 1_000 + 500))
    }
    for (let index = 0; index < 9; index++) await raise(`T-KPI-${++serial}`, area, at + 10_000)
    const answer = (await client.get('/api/v1/alarms/kpis').bearerToken(token).qs({ from: at, to: at + 3_600_000, area })) as any
    const kpis = answer.body().data
    assert.equal(kpis.alarms, 13)
    assert.deepInclude(kpis.per_10_min, { mean: 2.17, peak: 13, peak_at: at, slots_over: 1, limit: 10 })
    assert.deepInclude(kpis.standing, { count: 10 })
    assert.deepInclude(kpis.nuisance[0], { condition, count: 4, most_per_minute: 4, chatters: true })
    assert.equal(kpis.by_day.reduce((sum: number, day: any) => sum + day.alarms, 0), 13)
    assert.deepInclude(kpis.floods[0], { area, ended_at: null })
  })
})

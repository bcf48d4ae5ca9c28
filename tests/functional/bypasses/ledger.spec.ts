import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { endOverTime } from '#app/bypasses/actions/end_bypass'
import { OutboxDispatcher } from '#app/kernel/dispatcher'
import { transact } from '#app/kernel/transaction'
import { person } from '#tests/support/people'
import { until } from '#tests/support/running_plant'
import { aDetector, startEngine, untilAlarm } from '#tests/functional/telemetry/plant'
import { buildEngineConfig } from '#modules/telemetry/queries/build_engine_config'
import { engineLink } from '#modules/telemetry/engine_link'

const MAY = ['board.read', 'bypasses.open', 'points.read', 'points.write', 'alarms.read', 'alarms.acknowledge', 'alarms.reset', 'alarms.shelve', 'outputs.command']
const HOUR = 3_600_000

/** A fan or a door of the area, on the wire by MQTT; nobody answers for it. */
async function anOutput(area: string, kind: 'fan' | 'door'): Promise<string> {
  const code = `${area}.${kind.toUpperCase()}`
  const wire = { kind: 'mqtt', commandTopic: `act/${code}/cmd`, stateTopic: `act/${code}/state` }
  const row = { code, area_code: area, kind, name: `${code}风机`, name_en: `${code} fan`, wire: JSON.stringify(wire), confirm_within_ms: 60_000, ttl_ms: 60_000, active: true }
  await transact((tx) => tx.db.table('outputs').insert(row))
  return code
}

test.group('Bypass ledger', (group) => {
  group.each.timeout(30_000)
  let engine: Awaited<ReturnType<typeof startEngine>>
  let detector: Awaited<ReturnType<typeof aDetector>>
  let sensor: Awaited<ReturnType<typeof aDetector>>
  let fan: string
  let door: string
  const duties = new OutboxDispatcher()
  group.setup(async () => {
    detector = await aDetector()
    sensor = await aDetector()
    fan = await anOutput(detector.area, 'fan')
    door = await anOutput(detector.area, 'door')
    const point = await db.from('points').where('code', detector.point).firstOrFail()
    const alarm = { ...JSON.parse(point.alarm), outputs: { h: [fan] } }
    await transact((tx) => tx.db.from('points').where('code', detector.point).update({ alarm: JSON.stringify(alarm) }))
    engine = await startEngine()
    return () => engine.stop()
  })

  let ts = Date.now() - 60_000
  const readings = (point: string, ...values: number[]) => ({ readings: values.map((value) => ({ point, ts: (ts += 100), value })) })
  /** What the running server does by itself: duties, then the configuration that they touched. */
  const settle = async () => {
    await duties.drain()
    engine.host.configure(await buildEngineConfig())
    await engineLink.refresh()
  }
  const bypass = (subject: string, kind: string, more: object = {}) => ({ kind, subject, reason: '叶轮检修', measure: '便携式报警仪，两人监护', until: Date.now() + HOUR, ...more })

  test('N06 nothing is set aside without owner, reason, measure and a near end: all that is missing at once', async ({ client, assert }) => {
    const who = await person(MAY)
    const post = (input: object) => client.post('/api/v1/bypasses').bearerToken(who.token).json(input)
    const codes = async (input: object) => (await post(input)).body().error.details.map((one: any) => one.code)
    assert.deepEqual(await codes(bypass(sensor.point, 'point_substituted', { until: Date.now() + 30 * HOUR })), ['bypasses.value_needed', 'bypasses.too_long'])
    assert.deepEqual(await codes(bypass(sensor.point, 'point_substituted', { value: 900 })), ['telemetry.substitute_out_of_range'])
    assert.deepEqual(await codes(bypass('T-NOTHING', 'output_inhibited')), ['bypasses.no_such_subject'])
    const bare = await post({ kind: 'output_inhibited', subject: fan, until: Date.now() + HOUR })
    bare.assertStatus(422)
    const stranger = await person(['board.read'])
    const refused = await client.post('/api/v1/bypasses').bearerToken(stranger.token).json(bypass(fan, 'output_inhibited'))
    refused.assertStatus(403)
  })

  test('A14 N06 an inhibited fan does not run, that is an alarm of its own, and time passing alone lets it run', async ({ client, assert }) => {
    const who = await person(MAY)
    const soon = Date.now() + 2_500
    const opened = await client.post('/api/v1/bypasses').bearerToken(who.token).json(bypass(fan, 'output_inhibited', { until: soon }))
    opened.assertStatus(201)
    const twice = await client.post('/api/v1/bypasses').bearerToken(who.token).json(bypass(fan, 'output_inhibited', { until: soon }))
    assert.deepEqual(twice.body().error.details.map((one: any) => one.code), ['bypasses.stands_already'])
    await settle()

    await client.post('/api/v1/readings').bearerToken(who.token).json(readings(detector.point, 60, 60, 60))
    await untilAlarm(`${detector.point}.H`)
    const withheld = await untilAlarm(`system.output_withheld:${fan}`)
    await engineLink.refresh()
    assert.notStrictEqual(engineLink.output(fan).commanded, true)
    const said = await db.from('audit_entries').where({ action: 'telemetry.output_withheld', subject_id: fan }).first()
    assert.include(said.details, `condition:${detector.point}.H`)

    await until('the fan', async () => {
      await engineLink.refresh()
      return engineLink.output(fan).commanded === true
    })
    assert.isAtLeast(Date.now(), soon)
    await endOverTime()
    await duties.drain()
    const row = (await client.get('/api/v1/bypasses').bearerToken(who.token)).body().data.find((one: any) => one.subject.code === fan)
    assert.containsSubset(row, { overdue: true, owner: who.name, measure: '便携式报警仪，两人监护', kind: 'output_inhibited' })
    const alarm = await db.from('alarms').where('id', withheld.id).first()
    assert.isNotNull(alarm.cleared_at)
    const needed = await client.post('/api/v1/bypasses').bearerToken(who.token).json(bypass(fan, 'output_inhibited'))
    assert.deepEqual(needed.body().error.details.map((one: any) => one.code), ['telemetry.output_needed'])

    const restored = await client.post(`/api/v1/bypasses/${row.id}/end`).bearerToken(who.token)
    restored.assertStatus(200)
    const left = (await client.get('/api/v1/bypasses').bearerToken(who.token)).body().data
    assert.notInclude(left.map((one: any) => one.id), row.id)
    const actions = (await db.from('audit_entries').where('subject_id', row.id).orderBy('seq')).map((one: any) => one.action)
    assert.deepEqual(actions, ['bypasses.opened', 'bypasses.ended', 'bypasses.restored'])
  })

  test('N06 a value given by hand is uncertain, raises and never clears, and ends by itself', async ({ client, assert }) => {
    const who = await person(MAY)
    const { point } = sensor
    await client.post('/api/v1/readings').bearerToken(who.token).json(readings(point, 3))
    const soon = Date.now() + 2_500
    const opened = await client.post('/api/v1/bypasses').bearerToken(who.token).json(bypass(point, 'point_substituted', { value: 50, until: soon }))
    opened.assertStatus(201)
    await settle()
    assert.containsSubset(engineLink.point(point), { value: 50, quality: 'uncertain', fault: 'substituted' })
    await untilAlarm(`${point}.H`, 'active_unacknowledged')
    await client.post('/api/v1/readings').bearerToken(who.token).json(readings(point, 1, 1))
    await engineLink.refresh()
    assert.equal(engineLink.point(point).value, 50)
    assert.equal((await untilAlarm(`${point}.H`)).state, 'active_unacknowledged')

    await until('the end of the substitute', async () => {
      await engineLink.refresh()
      return engineLink.point(point).value !== 50
    })
    assert.isAtLeast(Date.now(), soon)
    await client.post('/api/v1/readings').bearerToken(who.token).json(readings(point, 2))
    await engineLink.refresh()
    assert.containsSubset(engineLink.point(point), { value: 2, quality: 'good' })
    await untilAlarm(`${point}.H`, 'cleared_unacknowledged')
  })

  test('N06 one list: a shelved alarm stands beside what the ledger holds, and the board counts both', async ({ client, assert }) => {
    const who = await person(MAY)
    const alarm = await untilAlarm(`${detector.point}.H`)
    await client.post(`/api/v1/alarms/${alarm.id}/shelve`).bearerToken(who.token).json({ until: Date.now() + HOUR, reason: '误报' })
    const list = (await client.get('/api/v1/bypasses').bearerToken(who.token)).body().data
    assert.containsSubset(list, [{ kind: 'alarm_shelved', owner: who.name, reason: '误报', overdue: false, ours: false }])
    const board = (await client.get('/api/v1/board').bearerToken(who.token)).body().data
    assert.equal(board.bypasses.count, list.length)
    assert.equal(board.bypasses.overdue, list.filter((one: any) => one.overdue).length)
    await client.post(`/api/v1/alarms/${alarm.id}/unshelve`).bearerToken(who.token)
    const after = (await client.get('/api/v1/bypasses').bearerToken(who.token)).body().data
    assert.notInclude(after.map((one: any) => one.kind), 'alarm_shelved')
  })

  test('N06 a door is held open only while nothing is wrong; gas overrules it', async ({ client, assert }) => {
    const who = await person(MAY)
    const force = () => client.post('/api/v1/bypasses').bearerToken(who.token).json(bypass(door, 'door_forced'))
    const refused = await force()
    assert.deepEqual(refused.body().error.details.map((one: any) => one.code), ['telemetry.door_of_alarmed_area'])
    await client.post('/api/v1/readings').bearerToken(who.token).json(readings(detector.point, 1))
    const alarm = await untilAlarm(`${detector.point}.H`, 'cleared_unacknowledged')
    await client.post(`/api/v1/alarms/${alarm.id}/acknowledge`).bearerToken(who.token)
    await client.post(`/api/v1/alarms/${alarm.id}/reset`).bearerToken(who.token)
    await duties.drain()
    const opened = await force()
    opened.assertStatus(201)
    await duties.drain()
    await engineLink.refresh()
    assert.strictEqual(engineLink.output(door).commanded, false)

    const { DoorsCommanded } = await import('#modules/personnel/events')
    await transact((tx) => tx.emit(DoorsCommanded, { outputs: [door], areaCode: detector.area, locked: true, cause: 'alarm:x', at: tx.now }))
    await duties.drain()
    await engineLink.refresh()
    assert.strictEqual(engineLink.output(door).commanded, true)
    assert.equal((await db.from('bypasses').where('id', opened.body().data.id).first()).end_cause, 'overruled')
  })
})

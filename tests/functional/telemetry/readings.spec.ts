import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { person } from '#tests/support/people'
import { aDetector, startEngine, untilAlarm } from '#tests/functional/telemetry/plant'

const MAY = ['points.read', 'points.write', 'alarms.read', 'alarms.acknowledge', 'alarms.reset', 'alarms.shelve', 'outputs.command']

test.group('Readings to alarms, over the API', (group) => {
  group.each.timeout(30_000)
  let engine: Awaited<ReturnType<typeof startEngine>>
  let detector: Awaited<ReturnType<typeof aDetector>>
  let quiet: Awaited<ReturnType<typeof aDetector>>
  group.setup(async () => {
    detector = await aDetector()
    quiet = await aDetector()
    engine = await startEngine()
    return () => engine.stop()
  })

  let ts = Date.now() - 60_000
  const row = (point: string, ...values: number[]) => values.map((value) => ({ point, ts: (ts += 100), value }))

  test('what is sound is taken, what is not is said by its place; kept before it is answered', async ({ client, assert }) => {
    const { token } = await person(MAY)
    const batch = [...row(quiet.point, 5), { point: 'T-NOBODY', ts, value: 1 }, { point: quiet.point, ts, value: 'high' }, ...row(quiet.point, 6)]
    const answer = await client.post('/api/v1/readings').bearerToken(token).json(batch)
    answer.assertStatus(200)
    assert.equal(answer.body().data.accepted, 2)
    assert.deepEqual(answer.body().data.rejected.map((one: any) => [one.index, one.code]), [[1, 'telemetry.unknown_point'], [2, 'telemetry.reading_value']])
    const stored = await client.get(`/api/v1/points/${quiet.point}/readings`).bearerToken(token).qs({ from: ts - 10_000, to: ts })
    assert.deepEqual(stored.body().data.map((one: any) => one.value), [5, 6])
    const minutes = await client.get(`/api/v1/points/${quiet.point}/readings`).bearerToken(token).qs({ from: ts - 120_000, to: ts, bucket: 'minute' })
    assert.equal(minutes.body().data.reduce((sum: number, one: any) => sum + one.n, 0), 2)
  })

  test('only faults, too many, or no right: refused as a whole', async ({ client }) => {
    const { token } = await person(MAY)
    const bad = await client.post('/api/v1/readings').bearerToken(token).json({ readings: [{ point: 'T-NOBODY', ts, value: 1 }] })
    bad.assertStatus(422)
    const many = Array.from({ length: 1_001 }, () => ({ point: quiet.point, ts, value: 1 }))
    const much = await client.post('/api/v1/readings').bearerToken(token).json(many)
    much.assertStatus(422)
    const stranger = await person(['points.read'])
    const forbidden = await client.post('/api/v1/readings').bearerToken(stranger.token).json(row(quiet.point, 1))
    forbidden.assertStatus(403)
  })

  test('bad again after it was good: exactly two alarms, each with its acknowledgement and reset', async ({ client, assert }) => {
    const operator = await person(MAY)
    const { point, area } = detector
    const send = (...values: number[]) => client.post('/api/v1/readings').bearerToken(operator.token).json({ readings: row(point, ...values) })
    const act = (id: string, command: string, input: object = {}) => client.post(`/api/v1/alarms/${id}/${command}`).bearerToken(operator.token).json(input)

    await send(30, 30)
    assert.isNull(await db.from('alarms').where('point_code', point).first())
    await send(30, 31)
    const first = await untilAlarm(`${point}.H`)
    const listed = await client.get('/api/v1/alarms').bearerToken(operator.token).qs({ area })
    assert.containsSubset(listed.body().data, [{ id: first.id, state: 'active_unacknowledged', value: 30, limit: 24, priority: 2, unit: 'ppm' }])

    const early = await act(first.id, 'reset')
    early.assertStatus(409)
    const seen = await act(first.id, 'acknowledge', { note: '已通知现场' })
    assert.containsSubset(seen.body().data, { state: 'active_acknowledged', acknowledged_by: operator.name, note: '已通知现场' })
    const again = await act(first.id, 'acknowledge')
    again.assertStatus(409)

    await send(20)
    await untilAlarm(`${point}.H`, 'latched')
    await send(40, 40, 40)
    const second = await untilAlarm(`${point}.H`, 'active_unacknowledged')
    assert.notEqual(second.id, first.id)
    await send(10)
    await untilAlarm(`${point}.H`, 'cleared_unacknowledged')
    await act(second.id, 'acknowledge')
    const commands = await client.get(`/api/v1/alarms/${second.id}/commands`).bearerToken(operator.token)
    assert.deepEqual(commands.body().data.filter((one: any) => one.allowed).map((one: any) => one.command), ['reset', 'shelve'])
    const over = await act(second.id, 'reset')
    assert.equal(over.body().data.state, 'normal')

    const alarms = await db.from('alarms').where('condition_code', `${point}.H`)
    assert.lengthOf(alarms, 2)
    const raised = await db.from('outbox_events').where('name', 'telemetry.alarm_raised').where('payload', 'like', `%${point}.H"%`)
    assert.lengthOf(raised, 2)
  })

  test('the same transition from the journal is applied once', async ({ assert }) => {
    const { applyTransitions } = await import('#modules/telemetry/actions/apply_transition')
    const { point } = await aDetector()
    const raised = { kind: 'alarm_raised', condition: `${point}.HH`, point, value: 170, sampleTs: ts, at: ts } as const
    const seq = Date.now() * 2_000
    await applyTransitions([{ seq, transition: raised }])
    await applyTransitions([{ seq, transition: raised }])
    assert.lengthOf(await db.from('alarms').where('condition_code', `${point}.HH`), 1)
    assert.lengthOf(await db.from('outbox_events').where('name', 'telemetry.alarm_raised').where('payload', 'like', `%${point}.HH"%`), 1)
  })

  test('an alarm is shelved for a while and with a reason; the highest never', async ({ client, assert }) => {
    const operator = await person(MAY)
    const { point, area } = await aDetector()
    const { applyTransitions } = await import('#modules/telemetry/actions/apply_transition')
    for (const [offset, level] of ['H', 'HH'].entries()) {
      const raised = { kind: 'alarm_raised', condition: `${point}.${level}`, point, value: 170, sampleTs: ts, at: ts } as const
      await applyTransitions([{ seq: Date.now() * 3_000 + offset, transition: raised }])
    }
    const [high, highest] = [await untilAlarm(`${point}.H`), await untilAlarm(`${point}.HH`)]
    const shelve = (id: string, until: number) => client.post(`/api/v1/alarms/${id}/shelve`).bearerToken(operator.token).json({ until, reason: '检修中' })
    const codes = async (id: string, until: number) => (await shelve(id, until)).body().error.details.map((one: any) => one.code)
    assert.deepEqual(await codes(high.id, Date.now() + 9 * 3_600_000), ['telemetry.shelve_too_long'])
    assert.deepEqual(await codes(highest.id, Date.now() - 1), ['telemetry.shelve_in_the_past', 'telemetry.shelve_highest'])
    const done = await shelve(high.id, Date.now() + 3_600_000)
    done.assertStatus(200)

    const ids = async (state: string) =>
      (await client.get('/api/v1/alarms').bearerToken(operator.token).qs({ state, area })).body().data.map((one: any) => one.id)
    assert.deepEqual(await ids('standing'), [highest.id])
    assert.deepEqual(await ids('shelved'), [high.id])
    await client.post(`/api/v1/alarms/${high.id}/unshelve`).bearerToken(operator.token)
    assert.sameMembers(await ids('standing'), [high.id, highest.id])
  })

  test('lists page by cursor, without gap and without doubles', async ({ client, assert }) => {
    const { token } = await person(MAY)
    const all = (await client.get('/api/v1/alarms').bearerToken(token).qs({ state: 'all', limit: 500 })).body().data.map((one: any) => one.id)
    const paged: string[] = []
    for (let cursor: string | null = null, more = true; more; more = cursor !== null) {
      const page: { body(): any } = await client.get('/api/v1/alarms').bearerToken(token).qs({ state: 'all', limit: 2, ...(cursor ? { cursor } : {}) })
      paged.push(...page.body().data.map((one: any) => one.id))
      cursor = page.body().next_cursor
    }
    assert.deepEqual(paged, all)
    assert.isAbove(all.length, 2)
  })
})

test.group('Without an engine', () => {
  test('points are unknown, readings and commands are refused, nothing is made up', async ({ client, assert }) => {
    const { token } = await person(MAY)
    const { point } = await aDetector()
    const state = await client.get(`/api/v1/points/${point}`).bearerToken(token)
    assert.containsSubset(state.body().data, { value: null, quality: 'bad', fault: 'never_read' })
    const sent = await client.post('/api/v1/readings').bearerToken(token).json([{ point, ts: Date.now(), value: 1 }])
    sent.assertStatus(503)
    const missing = await client.get('/api/v1/points/T-NOBODY/readings').bearerToken(token)
    missing.assertStatus(404)
  })
})

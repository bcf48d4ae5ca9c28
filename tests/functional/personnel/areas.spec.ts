import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { OutboxDispatcher } from '#app/kernel/dispatcher'
import { newId } from '#app/kernel/ids'
import { transact } from '#app/kernel/transaction'
import { AlarmRaised, AlarmReset } from '#modules/telemetry/events'
import { areaState, isQualified, whoIsInside } from '#modules/personnel/index'
import { recorder } from '#modules/personnel/access/recorder'
import { person } from '#tests/support/people'
import { anArea, aWorker, rows } from '#tests/functional/personnel/site'

const raise = (areaCode: string, alarmId: string, priority: 1 | 2 | 3, alarmClass = 'gas') =>
  transact((tx) =>
    tx.emit(AlarmRaised, { alarmId, conditionCode: 'C.H', pointCode: 'C', areaCode, priority, alarmClass, value: 38, limit: 24, unit: 'ppm', at: tx.now })
  ).then(() => new OutboxDispatcher().drain())
const reset = (areaCode: string, alarmId: string) =>
  transact((tx) => tx.emit(AlarmReset, { alarmId, areaCode, alarmClass: 'gas', at: tx.now })).then(() => new OutboxDispatcher().drain())

test.group('Areas under alarm', () => {
  test('close, keep who is inside on the list, and open again with the last reset', async ({ client, assert }) => {
    const { area, gate, token } = await anArea()
    const [inside, outside] = [await aWorker(), await aWorker()]
    const rescuer = await aWorker({ roles: [{ code: 'emergency_team', areaCode: null }] })
    const ask = (badge: string, direction = 'in') => client.post('/api/v1/access/decisions').bearerToken(token).json({ gate, badge, direction })
    await ask(inside.badge)
    const [first, second] = [newId(), newId()]
    await raise(area, first, 2)
    await raise(area, second, 2)
    assert.equal(await areaState(area), 'closed')

    const refused = (await ask(outside.badge)).body()
    assert.deepEqual(refused.reasons.map((why: any) => why.code), ['personnel.area_closed', 'personnel.area_closed'])
    assert.isNumber(refused.reasons[0].since)
    const rescue = (await ask(rescuer.badge)).body()
    assert.equal(rescue.decision, 'grant')
    assert.equal(rescue.reasons[0].code, 'personnel.emergency_entry')
    await recorder.flush()
    assert.sameMembers((await whoIsInside(area)).people.map(({ code }) => code), [inside.code, rescuer.code])
    assert.equal((await ask(inside.badge, 'out')).body().decision, 'grant')

    await reset(area, first)
    assert.equal(await areaState(area), 'closed')
    await reset(area, second)
    assert.equal(await areaState(area), 'normal')
    assert.equal((await ask(outside.badge)).body().decision, 'grant')
    const events = (await db.from('outbox_events').where('payload', 'like', `%"${area}"%`).whereLike('name', 'personnel.area_%').orderBy('id')).map((row) => row.name)
    assert.deepEqual(events, ['personnel.area_closed', 'personnel.area_reopened'])
  })

  test('an alarm of low priority or of another class closes nothing; heat restricts', async ({ assert }) => {
    const { area } = await anArea()
    await raise(area, newId(), 3)
    await raise(area, newId(), 1, 'level')
    assert.equal(await areaState(area), 'normal')
    await raise(area, newId(), 2, 'temperature')
    assert.equal(await areaState(area), 'restricted')
  })

  test('an alarm in the workshop closes its areas', async ({ assert }) => {
    const { area, workshop } = await anArea()
    await raise(workshop, newId(), 2)
    assert.equal(await areaState(area), 'closed')
  })
})

test.group('Musters', () => {
  test('the highest gas alarm calls out who is inside; replies, gate and scan take them off the list', async ({ client, assert }) => {
    const { area, gate, token } = await anArea()
    const [one, two, three] = [await aWorker(), await aWorker({ kind: 'contractor', company: 'T-CO' }), await aWorker()]
    for (const { badge } of [one, two, three])
      await client.post('/api/v1/access/decisions').bearerToken(token).json({ gate, badge, direction: 'in' })
    await recorder.flush()
    await raise(area, newId(), 1)
    await raise(area, newId(), 1)

    const listed = (await client.get('/api/v1/musters').qs({ state: 'running' }).bearerToken(token)).body().data.filter((row: any) => row.area === area)
    assert.lengthOf(listed, 1)
    const { id, counts } = listed[0]
    assert.containsSubset(counts, { expected: 3, missing: 3 })

    await client.post('/api/v1/access/decisions').bearerToken(token).json({ gate, badge: one.badge, direction: 'out' })
    await recorder.flush()
    await new OutboxDispatcher().drain()
    const scan = await client.post(`/api/v1/musters/${id}/replies`).bearerToken(token).json({ badge: two.badge, reply: 'arrived' })
    scan.assertStatus(200)
    const detail = scan.body().data
    assert.containsSubset(detail.counts, { expected: 3, arrived: 2, missing: 1 })
    assert.equal(detail.people[0].code, three.code)
    assert.equal(detail.people.find((row: any) => row.code === two.code).company, '鑫达')
    assert.deepEqual((await whoIsInside(area)).people.map(({ code }) => code), [three.code])

    const chief = await person(['muster.manage', 'presence.read'])
    const early = await client.post(`/api/v1/musters/${id}/end`).bearerToken(chief.token).json({})
    early.assertStatus(409)
    assert.equal(early.body().error.details[0].code, 'personnel.people_missing')
    const byHand = await client.post(`/api/v1/musters/${id}/replies`).bearerToken(chief.token).json({ person: three.code, reply: 'arrived' })
    byHand.assertStatus(200)
    ;(await client.post(`/api/v1/musters/${id}/end`).bearerToken(chief.token).json({})).assertStatus(200)
    ;(await client.post(`/api/v1/musters/${id}/replies`).bearerToken(chief.token).json({ person: three.code, reply: 'arrived' })).assertStatus(409)
    assert.lengthOf(await rows('audit_entries', { action: 'personnel.muster_ended', subject_id: id }), 1)
  })

  test('nobody replies for another without the right to', async ({ client }) => {
    const { area } = await anArea()
    const chief = await person(['muster.manage', 'presence.read'])
    const worker = await aWorker()
    const started = await client.post('/api/v1/musters').bearerToken(chief.token).json({ area })
    started.assertStatus(201)
    const stranger = await person([])
    const response = await client.post(`/api/v1/musters/${started.body().data.id}/replies`).bearerToken(stranger.token).json({ person: worker.code, reply: 'arrived' })
    response.assertStatus(403)
  })

  test('gates that only see people come in say so', async ({ client, assert }) => {
    const { area, token } = await anArea({ direction: 'in' })
    const response = await client.get('/api/v1/presence').qs({ area }).bearerToken(token)
    assert.equal(response.body().confidence.kind, 'entry_only')
  })
})

test.group('Qualification over a window', () => {
  test('must hold on every day of it', async ({ assert }) => {
    const worker = await aWorker({ certifiedTo: '2026-12-01' })
    const needs = { certificateTypes: ['T-WORK'], courses: ['T-GAS'] }
    const at = (day: string, hour = 8) => Date.parse(`${day}T${String(hour).padStart(2, '0')}:00:00+08:00`)
    assert.deepEqual(await isQualified(worker.id, needs, at('2026-11-30'), at('2026-12-01', 23)), [])
    const reasons = await isQualified(worker.id, needs, at('2026-11-30'), at('2026-12-02', 0))
    assert.deepEqual(reasons.map(({ code }) => code), ['personnel.certificate_ends_before'])
    assert.deepEqual((await isQualified('nobody', needs, 0, 1)).map(({ code }) => code), ['personnel.person_unknown'])
  })
})

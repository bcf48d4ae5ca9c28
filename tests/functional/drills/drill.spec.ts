import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { OutboxDispatcher } from '#app/kernel/dispatcher'
import { transact } from '#app/kernel/transaction'
import { noteChange } from '#modules/personnel/access/changes'
import { DrillRunner } from '#modules/drills/runner'
import { engineLink } from '#modules/telemetry/engine_link'
import { alarmsPerDay } from '#modules/telemetry/queries/kpis'
import { person } from '#tests/support/people'
import { until } from '#tests/support/running_plant'
import { aDetector, startEngine, untilAlarm } from '#tests/functional/telemetry/plant'

const MAY = ['board.read', 'drills.run', 'points.write', 'alarms.read', 'alarms.acknowledge', 'alarms.reset']

test.group('Drills', (group) => {
  group.each.timeout(30_000)
  let engine: Awaited<ReturnType<typeof startEngine>>
  let site: Awaited<ReturnType<typeof aDetector>>
  let siren: string
  const duties = new OutboxDispatcher()
  const runner = new DrillRunner()
  group.setup(async () => {
    site = await aDetector()
    siren = `${site.area}.SIREN`
    const wire = { kind: 'mqtt', commandTopic: `act/${siren}/cmd`, stateTopic: `act/${siren}/state` }
    const row = { code: siren, area_code: site.area, kind: 'siren', name: '警笛', name_en: 'Siren', wire: JSON.stringify(wire), confirm_within_ms: 60_000, ttl_ms: 60_000, active: true }
    await transact((tx) => tx.db.table('outputs').insert(row))
    const point = await db.from('points').where('code', site.point).firstOrFail()
    await transact((tx) => tx.db.from('points').where('code', site.point).update({ alarm: JSON.stringify({ ...JSON.parse(point.alarm), outputs: { h: [siren], hh: [siren] } }) }))
    engine = await startEngine()
    return () => engine.stop()
  })

  /** Seconds of the running server, until the drill shows what is looked for. */
  async function goOn(client: any, token: string, id: string, shows: (drill: any) => boolean) {
    return until('the drill to go on', async () => {
      await runner.look()
      await duties.drain()
      const drill = (await client.get(`/api/v1/drills/${id}`).bearerToken(token)).body().data
      return shows(drill) ? drill : null
    })
  }
  const scenario = (more: object = {}) => ({ name: '煤气泄漏演练', area: site.area, minutes: 30, excursions: [{ point: site.point, value: 190 }], ...more })
  const inside = (accountId: string) =>
    transact(async (tx) => {
      await tx.db.table('people').insert({ account_id: accountId, kind: 'employee', created_at: tx.now, updated_at: tx.now })
      await noteChange(tx, 'people')
      await tx.db.table('presence').insert({ id: `in-${accountId}`, account_id: accountId, area_code: site.area, entered_at: tx.now, entry_gate: 'T-G' })
    })

  test('N10 an invented excursion goes through the real conditions and asks real people; permits, outputs, alarms and figures stay untouched', async ({ client, assert }) => {
    const leader = await person(MAY)
    const worker = await person(['board.read'])
    const away = await person(['board.read'])
    await inside(worker.id)
    await inside(away.id)
    const alarmsBefore = await alarmsPerDay(Date.now() - 3_600_000, Date.now() + 60_000, null)
    const refused = await client.post('/api/v1/drills').bearerToken(worker.token).json(scenario())
    refused.assertStatus(403)
    const started = await client.post('/api/v1/drills').bearerToken(leader.token).json(scenario({ absent: [away.code] }))
    started.assertStatus(201)
    const { id } = started.body().data
    const second = await client.post('/api/v1/drills').bearerToken(leader.token).json(scenario())
    assert.deepEqual(second.body().error.details.map((one: any) => one.code), ['drills.one_runs'])

    const running = await goOn(client, leader.token, id, (drill) => drill.musters.length === 2 && drill.alarms.length === 2)
    assert.equal(running.measured.minutes_to_acknowledge, null)
    const board = (await client.get('/api/v1/board').bearerToken(worker.token)).body().data
    assert.containsSubset(board.drill, { id, unacknowledged: 2, missing: 2, areaCode: site.area })
    const kinds = running.log.map((entry: any) => entry.kind)
    for (const kind of ['alarm', 'told_alarm', 'would_be_closed', 'muster', 'told_muster']) assert.include(kinds, kind)

    const answer = (token: string, body: object) => client.post(`/api/v1/drills/${id}/answers`).bearerToken(token).json(body)
    const seen = await answer(leader.token, { kind: 'acknowledge' })
    seen.assertStatus(200)
    const arrived = await answer(worker.token, { kind: 'arrive' })
    arrived.assertStatus(200)
    const absent = await answer(away.token, { kind: 'arrive' })
    assert.deepEqual(absent.body().error.details.map((one: any) => one.code), ['drills.taken_as_absent'])
    const notices = await db.from('notices').where('message_key', 'like', 'drills.%')
    assert.isAbove(notices.length, 0)

    assert.lengthOf(await db.from('alarms').where('area_code', site.area), 0)
    assert.lengthOf(await db.from('area_restrictions').where('area_code', site.area), 0)
    assert.lengthOf(await db.from('output_commands').where('output_code', siren), 0)
    assert.equal(await alarmsPerDay(Date.now() - 3_600_000, Date.now() + 60_000, null), alarmsBefore)
    await engineLink.refresh()
    assert.notEqual(engineLink.point(site.point).value, 190)

    const byHand = await answer(leader.token, { kind: 'arrive', subject: away.code })
    byHand.assertStatus(200)
    const ended = await client.post(`/api/v1/drills/${id}/end`).bearerToken(leader.token)
    const report = ended.body().data
    assert.equal(report.end_cause, 'by_person')
    assert.equal(report.measured.missing, 0)
    assert.isAtLeast(report.measured.minutes_to_muster, 0)
    assert.isAtLeast(report.measured.minutes_to_acknowledge, 0)
    await runner.look()
  })

  test('N10 outputs run where that was asked for, and stop with the drill; the drill ends by itself', async ({ client, assert }) => {
    const leader = await person(MAY)
    const started = await client.post('/api/v1/drills').bearerToken(leader.token).json(scenario({ real_outputs: true }))
    const { id } = started.body().data
    await goOn(client, leader.token, id, (drill) => drill.alarms.length > 0)
    await engineLink.refresh()
    assert.strictEqual(engineLink.output(siren).commanded, true)
    await transact((tx) => tx.db.from('drills').where('id', id).update({ until: tx.now - 1 }))
    const over = await goOn(client, leader.token, id, (drill) => drill.ended_at !== null)
    assert.equal(over.end_cause, 'by_time')
    await until('the siren', async () => {
      await runner.look()
      await engineLink.refresh()
      return engineLink.output(siren).commanded === false
    })
    const board = (await client.get('/api/v1/board').bearerToken(leader.token)).body().data
    assert.isNull(board.drill)
  })

  test('N10 nobody acknowledges: the next level is told, once', async ({ client, assert }) => {
    const leader = await person(MAY)
    const { id } = (await client.post('/api/v1/drills').bearerToken(leader.token).json(scenario())).body().data
    await goOn(client, leader.token, id, (drill) => drill.alarms.length > 0)
    await transact((tx) => tx.db.from('drill_alarms').where('drill_id', id).update({ raised_at: tx.now - 3 * 60_000 }))
    const drill = await goOn(client, leader.token, id, (one) => one.measured.escalations > 0)
    await runner.look()
    assert.equal(drill.measured.escalations, 1)
  })

  test('N10 T03 a real alarm acts for real and ends the drill', async ({ client, assert }) => {
    const leader = await person(MAY)
    const running = await db.from('drills').whereNull('ended_at').firstOrFail()
    const ts = Date.now()
    await client.post('/api/v1/readings').bearerToken(leader.token).json({ readings: [1, 2, 3].map((step) => ({ point: site.point, ts: ts + step, value: 60 })) })
    await untilAlarm(`${site.point}.H`, 'active_unacknowledged')
    const drill = await goOn(client, leader.token, running.id, (one) => one.ended_at !== null)
    assert.equal(drill.end_cause, 'overruled')
    assert.lengthOf(await db.from('area_restrictions').where('area_code', site.area).whereNull('ended_at'), 1)
    await engineLink.refresh()
    assert.strictEqual(engineLink.output(siren).commanded, true)
    const again = await client.post('/api/v1/drills').bearerToken(leader.token).json(scenario())
    assert.deepEqual(again.body().error.details.map((one: any) => one.code), ['drills.real_alarm_stands'])
  })
})

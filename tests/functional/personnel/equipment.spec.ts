import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { OutboxDispatcher } from '#app/kernel/dispatcher'
import { newId } from '#app/kernel/ids'
import { transact } from '#app/kernel/transaction'
import { AlarmRaised } from '#modules/telemetry/events'
import { endOverdueAuthorizations } from '#modules/personnel/actions/release_equipment'
import { device, person } from '#tests/support/people'
import { anArea, aWorker, rows } from '#tests/functional/personnel/site'

let serial = 0

async function aMachine() {
  serial += 1
  const { area } = await anArea()
  const code = `T-CRANE${serial}`
  await transact(async (tx) => {
    await tx.db.table('equipment').insert({ code, area_code: area, kind: 'crane', name: '行车', name_en: 'Crane', active: true })
    await tx.db.table('equipment_requirements').insert({
      code: `REQ-${code}`,
      equipment_code: code,
      courses: '[]',
      certificates: '[["T-WORK"]]',
      medical: true,
      checklist: JSON.stringify([{ code: 'hook', name: '吊钩', name_en: 'Hook' }]),
      session_min: 60,
    })
  })
  const token = await device({ code: `M-${code}`, kind: 'workshop', areaCode: area }, ['access.decide', 'plant.read'])
  const ask = (client: any, badge: string, checklist: object = { hook: true }) =>
    client.post(`/api/v1/equipment/${code}/authorizations`).bearerToken(token).header('accept-language', 'en').json({ badge, checklist })
  return { code, area, token, ask }
}

test.group('Equipment permissives', () => {
  test('a qualified operator gets the machine for a session, the next one takes it over, badging out ends it', async ({ client, assert }) => {
    const machine = await aMachine()
    const [one, two] = [await aWorker(), await aWorker()]
    const first = (await machine.ask(client, one.badge)).body()
    assert.containsSubset(first, { decision: 'grant', permissive: true, person: { code: one.code } })
    assert.approximately(first.valid_until, Date.now() + 3_600_000, 10_000)
    assert.equal((await machine.ask(client, two.badge)).body().decision, 'grant')
    const running = (await rows('equipment_authorizations', { equipment_code: machine.code })).filter((row) => row.ended_at === null)
    assert.deepEqual(running.map((row) => row.account_id), [two.id])
    ;(await client.delete(`/api/v1/equipment/${machine.code}/authorizations`).bearerToken(machine.token)).assertStatus(204)
    ;(await client.delete(`/api/v1/equipment/${machine.code}/authorizations`).bearerToken(machine.token)).assertStatus(409)
  })

  test('without certificate, with an open or failed check, or in a closed area it stays off, with every reason', async ({ client, assert }) => {
    const machine = await aMachine()
    const learner = await aWorker({ certifiedTo: null })
    const refused = (await machine.ask(client, learner.badge, { hook: false })).body()
    assert.isFalse(refused.permissive)
    assert.sameMembers(refused.reasons.map((why: any) => why.code), ['personnel.certificate_missing', 'personnel.check_failed'])
    const worker = await aWorker()
    assert.deepEqual((await machine.ask(client, worker.badge, {})).body().reasons.map((why: any) => why.code), ['personnel.check_open'])
    assert.deepEqual((await machine.ask(client, 'nobody')).body().reasons.map((why: any) => why.code), ['personnel.badge_unknown'])
    await transact((tx) =>
      tx.emit(AlarmRaised, { alarmId: newId(), conditionCode: 'C', pointCode: 'C', areaCode: machine.area, priority: 2, alarmClass: 'gas', value: 1, limit: 1, unit: 'ppm', at: tx.now })
    )
    await new OutboxDispatcher().drain()
    assert.deepEqual((await machine.ask(client, worker.badge)).body().reasons.map((why: any) => why.code), ['personnel.area_closed'])
    assert.lengthOf((await rows('equipment_authorizations', { equipment_code: machine.code })).filter((row) => row.decision === 'grant'), 0)
  })

  test('nobody asks for another without the right to, everybody for himself', async ({ client }) => {
    const machine = await aMachine()
    const stranger = await person(['plant.read'])
    const worker = await aWorker()
    const path = `/api/v1/equipment/${machine.code}/authorizations`
    ;(await client.post(path).bearerToken(stranger.token).json({ badge: worker.badge })).assertStatus(403)
    ;(await client.post('/api/v1/equipment/NONE/authorizations').bearerToken(stranger.token).json({})).assertStatus(404)
  })

  test('a session that has run its time is over', async ({ client, assert }) => {
    const machine = await aMachine()
    const worker = await aWorker()
    const { authorization_id: id } = (await machine.ask(client, worker.badge)).body()
    await db.from('equipment_authorizations').where('id', id).update({ until: Date.now() - 1 })
    await endOverdueAuthorizations()
    const [row] = await rows('equipment_authorizations', { id })
    assert.equal(row.end_cause, 'time_over')
  })
})

import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { transact } from '#app/kernel/transaction'
import { actionOf } from '#app/rules/registry'
import { MesClient, understood } from '#app/integrations/stops/mes_client'
import { StopRunner } from '#app/integrations/stops/stop_runner'
import { frozenClock } from '#tests/support/clock'
import { mesPeer, type MesPeer } from '#tests/support/mes_peer'
import { person, PIN, type TestPerson } from '#tests/support/people'

const EQUIPMENT = 'STOP-BELT'
const FREE = 'STOP-FREE'

const set = (key: string, value: unknown) => db.table('settings').insert({ key, value: JSON.stringify(value), source: 'test', changed_by: 'test', valid_from: Date.now() })

test.group('Stop commands to the MES (I06)', (group) => {
  let mes: MesPeer
  let runner: StopRunner
  let clock: ReturnType<typeof frozenClock>
  let [asker, confirmer]: TestPerson[] = []

  group.setup(async () => {
    const area = { code: 'STOP-AREA', kind: 'workshop', name: '区', name_en: 'Area' }
    await db.knexQuery().insert(area).into('areas').onConflict('code').ignore()
    for (const code of [EQUIPMENT, FREE]) await db.table('equipment').insert({ code, area_code: area.code, kind: 'conveyor', name: code, name_en: code, active: true })
    await db.table('mes_stops').insert({ equipment_code: EQUIPMENT, mes_asset: 'MES-1', by_rule: true, source: 'test', active: true })
    await db.table('mes_stops').insert({ equipment_code: FREE, mes_asset: 'MES-2', by_rule: false, source: 'test', active: true })
    await set('integrations.stop_ack_within_s', 1)
  })
  group.each.setup(async () => {
    clock = frozenClock()
    asker = await person(['stops.read', 'stops.request', 'stops.confirm'])
    confirmer = await person(['stops.read', 'stops.request', 'stops.confirm'])
    mes = await mesPeer()
    runner = new StopRunner(new MesClient({ url: mes.url, token: 'mes-token' }))
    await set('integrations.mes_stop_mode', 'on')
    await set('integrations.mes_idempotent', false)
    await db.from('stop_commands').whereIn('state', ['requested', 'confirmed', 'sending', 'unknown']).update({ state: 'withdrawn' })
    return async () => {
      clock.restore()
      await mes.close()
    }
  })

  const ask = (client: any, fields: object = {}, by = asker!) =>
    client.post('/api/v1/stops').bearerToken(by.token).json({ equipment: EQUIPMENT, reason: '皮带机旁有人倒地', pin: PIN, ...fields })
  const confirm = (client: any, id: string, by = confirmer!, pin = PIN) => client.post(`/api/v1/stops/${id}/confirm`).bearerToken(by.token).json({ pin })
  const confirmed = async (client: any, fields: object = {}): Promise<string> => {
    const { id } = (await ask(client, fields)).body().data
    ;(await confirm(client, id)).assertStatus(200)
    return id
  }
  const stateOf = async (id: string): Promise<string> => (await db.from('stop_commands').where('id', id).firstOrFail()).state
  const codes = (response: any): string[] => response.body().error.details.map((why: any) => why.code)

  test('I06 off by default: nothing can be asked for, and what was confirmed before does not leave', async ({ client, assert }) => {
    const id = await confirmed(client)
    await set('integrations.mes_stop_mode', 'off')
    assert.includeMembers(codes(await ask(client)), ['integrations.stops_off'])
    await runner.work()
    assert.equal(await stateOf(id), 'failed')
    assert.equal(mes.received.size, 0)
    const { default: byDefault } = (await import('#app/integrations/stops/settings')).mesMode
    assert.equal(byDefault, 'off')
  })

  test('I06 two people with their PIN: reason, incident and requester go along, each signature is kept, the answer ends it', async ({ client, assert }) => {
    const asked = await ask(client, { incident_id: 'incident-7' })
    asked.assertStatus(201)
    const { id } = asked.body().data
    await runner.work()
    assert.equal(mes.received.size, 0, 'nothing leaves on one person’s word')
    assert.deepEqual(codes(await confirm(client, id, asker)), ['integrations.another_person_needed'])
    assert.deepEqual(codes(await confirm(client, id, confirmer, '000000')), ['identity.wrong_pin'])
    ;(await confirm(client, id)).assertStatus(200)
    await runner.work()
    const got = mes.stopped.get(id)!
    assert.equal(got.key, id)
    assert.equal(got.token, 'Bearer mes-token')
    assert.deepInclude(got, { asset: 'MES-1', reason: '皮带机旁有人倒地', incident_id: 'incident-7', requested_by: asker!.name, test: false })
    const shown = (await client.get(`/api/v1/stops/${id}`).bearerToken(asker!.token)).body().data
    assert.deepInclude(shown, { state: 'acknowledged', mes_reference: 'M-MES-1', requested_by: asker!.name, confirmed_by: confirmer!.name })
    assert.deepEqual(shown.steps.map((step: any) => step.command), ['request', 'confirm', 'send', 'acknowledge'])
    const signatures = await db.from('signatures').where({ subject_type: 'stop', subject_id: id }).orderBy('meaning')
    assert.deepEqual(signatures.map(({ account_id }) => account_id), [confirmer!.id, asker!.id])
    assert.equal(new Set(signatures.map(({ content_hash: hash }) => hash)).size, 1, 'both signed the same')
    assert.lengthOf(await db.from('audit_entries').where({ subject_type: 'stop', subject_id: id }), 4)
  })

  test('I06 the database itself refuses one person twice, and a second sending', async ({ client, assert }) => {
    const { id } = (await ask(client)).body().data
    await assert.rejects(() => db.from('stop_commands').where('id', id).update({ state: 'confirmed', confirmed_by: asker!.id }), /stops_need_two_people|CHECK/)
    await assert.rejects(() => db.from('stop_commands').where('id', id).update({ state: 'sending' }), /stops_leave_confirmed|CHECK/)
    ;(await confirm(client, id)).assertStatus(200)
    await runner.work()
    await assert.rejects(() => db.from('stop_commands').where('id', id).update({ sends: 2 }), /leaves once/)
  })

  test('I06 only what is on the list, only one at a time, and all reasons at once', async ({ client, assert }) => {
    assert.deepEqual(codes(await ask(client, { equipment: 'NOT-LISTED' })), ['integrations.not_on_the_list'])
    await ask(client)
    assert.deepEqual(codes(await ask(client, {}, confirmer)), ['integrations.stop_open'])
    const stranger = await person(['stops.read'])
    ;(await ask(client, {}, stranger)).assertStatus(403)
  })

  test('I06 a crash between sending and answer: unknown, asked after, found; never sent again', async ({ client, assert }) => {
    const id = await confirmed(client)
    mes.mood = 'mute'
    const dying = runner.work()
    await until(() => mes.received.has(id))
    assert.equal(await stateOf(id), 'sending', 'written before the MES heard it')
    // The process is gone here: a new one finds the row, and the old one's hands are tied by the state it left.
    const reborn = new StopRunner(new MesClient({ url: mes.url, token: undefined }))
    await reborn.work()
    assert.equal(await stateOf(id), 'unknown')
    await reborn.work()
    assert.equal(await stateOf(id), 'acknowledged')
    await dying
    assert.equal(await stateOf(id), 'acknowledged')
    assert.equal(mes.received.get(id), 1)
    const told = await db.from('notices').where({ cause: `stop:${id}`, message_key: 'integrations.notices.stop_unknown' })
    assert.lengthOf(told, 1, 'and somebody was sent to look')
  }).timeout(10_000)

  test('I06 a MES that says {0}: {1}, received {2} time(s)')
    .with([
      ['refuses', 'refused', 1],
      ['garbles', 'acknowledged', 1],
      ['broken', 'not_received', 1],
      ['mute', 'acknowledged', 1],
      ['deaf', 'not_received', 0],
    ] as const)
    .run(async ({ client, assert }, [mood, end, times]) => {
      const id = await confirmed(client)
      mes.mood = mood
      await runner.work()
      for (let round = 0; round < 12 && (await stateOf(id)) !== end; round++) {
        clock.forward(5_000)
        await runner.work()
      }
      assert.equal(await stateOf(id), end)
      assert.equal(mes.received.get(id) ?? 0, times)
    })
    .timeout(15_000)

  test('I06 nobody listens: tried again while it can’t have been heard, given up at its deadline', async ({ client, assert }) => {
    const id = await confirmed(client)
    const { url } = mes
    const deaf = new StopRunner(new MesClient({ url: 'http://127.0.0.1:2', token: undefined }))
    await deaf.work()
    assert.deepEqual(await db.from('stop_commands').where('id', id).select('state', 'sends').first(), { state: 'confirmed', sends: 0 })
    clock.forward(2_000)
    await new StopRunner(new MesClient({ url, token: undefined })).work()
    assert.equal(await stateOf(id), 'acknowledged')

    const late = await confirmed(client)
    await deaf.work()
    clock.forward(30_000)
    await runner.work()
    assert.equal(await stateOf(late), 'failed', 'a stop that is half a minute old does not leave')
    assert.isFalse(mes.received.has(late))
  })

  test('I06 a fate that nobody can tell is given up after its time, and people are told', async ({ client, assert }) => {
    const id = await confirmed(client)
    mes.mood = 'mute'
    mes.answersQuestions = false
    await runner.work()
    assert.equal(await stateOf(id), 'unknown')
    clock.forward(299_000)
    await runner.work()
    assert.equal(await stateOf(id), 'unknown')
    clock.forward(5_000)
    await runner.work()
    assert.equal(await stateOf(id), 'unresolved')
    assert.equal(mes.received.get(id), 1)
    assert.isNotEmpty(await db.from('notice_deliveries').join('notices', 'notices.id', 'notice_id').where({ cause: `stop:${id}`, account_id: asker!.id }))
  }).timeout(10_000)

  test('I06 only where the MES is known to keep to the key it is sent again, with the same key', async ({ client, assert }) => {
    await set('integrations.mes_idempotent', true)
    const id = await confirmed(client)
    mes.mood = 'broken'
    await runner.work()
    mes.mood = 'well'
    await runner.work()
    assert.equal(await stateOf(id), 'acknowledged')
    assert.equal(mes.received.get(id), 2)
    assert.equal(mes.stopped.get(id)!.key, id)
  })

  test('I06 a trial is marked as such to the end; on trial nothing else leaves', async ({ client, assert }) => {
    await set('integrations.mes_stop_mode', 'test')
    assert.deepEqual(codes(await ask(client)), ['integrations.only_tests'])
    const id = await confirmed(client, { test: true })
    await runner.work()
    assert.isTrue(mes.stopped.get(id)!.test)
    assert.isTrue((await client.get(`/api/v1/stops/${id}`).bearerToken(asker!.token)).body().data.test)
  })

  test('I06 a rule stops only what its entry allows, once for a cause', async ({ assert }) => {
    const byRule = (equipment: string, id: string) =>
      transact((tx) =>
        actionOf('request_stop')!.carryOut(tx, { equipment }, { id, rule: { code: 'R1', version: 1, name: '规则一', nameEn: 'Rule 1' }, at: clock.now(), areaCode: null, groups: [], facts: [], fields: {} })
      )
    assert.deepEqual(await byRule(FREE, 'firing-1'), { status: 'refused', outcome: 'integrations.rule_not_allowed' })
    const first = await byRule(EQUIPMENT, 'firing-2')
    assert.equal(first.status, 'done')
    await runner.work()
    assert.deepEqual(await byRule(EQUIPMENT, 'firing-2'), first, 'told again, it is the same command')
    await runner.work()
    assert.deepEqual([...mes.received.values()], [1])
    assert.equal([...mes.stopped.values()][0]!.reason, '规则一')
  })

  test('I06 a request that nobody confirms is over; it can be taken back before', async ({ client, assert }) => {
    const { id } = (await ask(client)).body().data
    ;(await client.post(`/api/v1/stops/${id}/withdraw`).bearerToken(asker!.token)).assertStatus(200)
    const second = (await ask(client)).body().data.id
    clock.forward(5 * 60_000)
    assert.deepEqual(codes(await confirm(client, second)), ['integrations.request_too_old'])
    await runner.work()
    assert.equal(await stateOf(second), 'expired')
    assert.equal(mes.received.size, 0)
  })

  test('I06 only a clear word counts as an answer', ({ assert }) => {
    assert.equal(understood(202, '{"state":"accepted"}').kind, 'accepted')
    assert.equal(understood(200, '{"state":"refused"}').kind, 'refused')
    for (const [status, text] of [[200, ''], [200, '{}'], [200, 'null'], [200, '{"state":"ok"}'], [409, '{}'], [429, ''], [408, ''], [500, ''], [302, '']] as const)
      assert.equal(understood(status, text).kind, 'lost', `${status} ${text}`)
    assert.equal(understood(422, '').kind, 'refused')
    assert.equal(understood(404, '').kind, 'unheard_of')
  })
})

async function until(fits: () => boolean): Promise<void> {
  for (let round = 0; round < 200 && !fits(); round++) await new Promise((resolve) => setTimeout(resolve, 10))
}

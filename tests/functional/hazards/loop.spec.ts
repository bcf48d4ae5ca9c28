import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { accountsInRole } from '#app/identity/index'
import { transact } from '#app/kernel/transaction'
import { escalateHazards } from '#modules/hazards/actions/escalate_hazards'
import { frozenClock } from '#tests/support/clock'
import { device, person, type TestPerson } from '#tests/support/people'
import { photo } from '#tests/support/photo'

const HOUR_MS = 3_600_000

test.group('Hazards (B02-B12)', (group) => {
  let worker: TestPerson
  let rectifier: TestPerson
  let officer: TestPerson

  group.setup(async () => {
    worker = await person(['hazards.report', 'hazards.read', 'attachments.write'])
    rectifier = await person(['hazards.read', 'hazards.rectify', 'hazards.verify', 'attachments.write'], { roles: ['rectifier'] })
    officer = await person(['hazards.read', 'hazards.dispatch', 'hazards.verify', 'hazards.close'], { roles: ['safety_department'] })
    await transact(async (tx) => {
      const area = { code: 'HZ-1', kind: 'site', name: '隐患区', name_en: 'Hazard area', active: true }
      await tx.db.knexQuery().insert(area).into('areas').onConflict('code').ignore()
      await tx.db.table('hazard_types').insert({ code: 'HZ-GUARD', name: '防护缺失', name_en: 'Guard missing', icon: 'cog', photo_after: true, position: 1, active: true })
      await tx.db.table('hazard_types').insert({ code: 'HZ-ODD', name: '其他', name_en: 'Other', icon: 'ban', photo_after: false, position: 2, active: true })
      await tx.db.table('dispatch_rules').insert({ code: 'HZ-RULE', type_code: 'HZ-GUARD', person_code: rectifier.code, active: true })
    })
  })

  const report = async (client: any, body: object = {}) =>
    (await client.post('/api/v1/hazards').bearerToken(worker.token).json({ type: 'HZ-GUARD', area: 'HZ-1', ...body })).body().data

  async function shoot(client: any): Promise<string> {
    const sent = await client.post('/api/v1/attachments').bearerToken(rectifier.token).file('file', await photo(), { filename: 'after.jpg', contentType: 'image/jpeg' })
    return sent.body().data.id
  }

  test('goes its whole way, each step with who and when', async ({ client, assert }) => {
    const hazard = await report(client, { words: '皮带轮没有护罩' })
    assert.equal(hazard.state, 'dispatched')
    assert.equal(hazard.assignee, rectifier.name)
    const command = (who: TestPerson, name: string, body: object = {}) => client.post(`/api/v1/hazards/${hazard.id}/${name}`).bearerToken(who.token).json(body)

    const bare = await command(rectifier, 'rectify')
    bare.assertStatus(409)
    assert.deepEqual(bare.body().error.details.map((why: any) => why.code), ['hazards.photo_needed'])
    ;(await command(rectifier, 'rectify', { photos: [await shoot(client)] })).assertStatus(200)

    const own = await command(rectifier, 'verify')
    assert.deepEqual(own.body().error.details.map((why: any) => why.code), ['hazards.not_the_rectifier'])
    ;(await command(officer, 'close')).assertStatus(409)
    ;(await command(officer, 'return', { comment: '螺栓没有拧紧' })).assertStatus(200)
    ;(await command(rectifier, 'rectify', { photos: [await shoot(client)] })).assertStatus(200)
    ;(await command(officer, 'verify')).assertStatus(200)
    const closed = (await command(officer, 'close')).body().data
    assert.equal(closed.state, 'closed')
    assert.equal(closed.round, 2)
    assert.deepEqual(closed.steps.map((step: any) => step.command), ['report', 'dispatch', 'rectify', 'return', 'rectify', 'verify', 'close'])
    const audited = await db.from('audit_entries').where('subject_id', hazard.id).orderBy('seq').select('action')
    assert.equal(audited.length, 6)
  })

  test('the database refuses what the state table refuses (B08, B09)', async ({ client, assert }) => {
    const hazard = await report(client)
    await assert.rejects(() => db.from('hazards').where('id', hazard.id).update({ state: 'closed' }), /verified|CHECK/)
    await assert.rejects(() => db.from('hazards').where('id', hazard.id).update({ state: 'verified', rectified_by: 'x', verified_by: 'x' }), /CHECK/)
  })

  test('a kiosk reports for a badge, and what no rule fits goes to the safety department', async ({ client, assert, cleanup }) => {
    // Other suites bring the demo plant with its own table; here no rule is to fit.
    const fitting: { code: string }[] = await db.from('dispatch_rules').where('active', true).whereNull('type_code').select('code')
    const switchRules = (active: boolean) => db.from('dispatch_rules').whereIn('code', fitting.map(({ code }) => code)).update({ active })
    await switchRules(false)
    cleanup(async () => void (await switchRules(true)))
    const kiosk = await device({ code: 'HZ-KIOSK', kind: 'workshop', areaCode: 'HZ-1' }, ['hazards.report'])
    const body = { type: 'HZ-ODD', area: 'HZ-1', class: 'near_miss' }
    ;(await client.post('/api/v1/hazards').bearerToken(kiosk).json(body)).assertStatus(422)
    const sent = await client.post('/api/v1/hazards').bearerToken(kiosk).json({ ...body, badge: worker.badge })
    sent.assertStatus(201)
    assert.equal(sent.body().data.reporter, worker.name)
    assert.include((await accountsInRole('safety_department')).map(({ name }) => name), sent.body().data.assignee)
  })

  test('all faults of a report come at once', async ({ client, assert }) => {
    const sent = await client.post('/api/v1/hazards').bearerToken(worker.token).json({ type: 'NONE', area: 'NOWHERE', photos: ['x'] })
    assert.deepEqual(sent.body().error.details.map((why: any) => why.code), ['hazards.no_such_type', 'hazards.no_such_area', 'hazards.no_such_photo'])
  })

  test('an extension moves the due date, not the one that counts (B06, E03)', async ({ client, assert }) => {
    const hazard = await report(client)
    const later = hazard.due_at + 48 * HOUR_MS
    const ask = await client.post(`/api/v1/hazards/${hazard.id}/request_extension`).bearerToken(rectifier.token).json({ comment: '等备件', due_at: later })
    ask.assertStatus(200)
    const given = await client.post(`/api/v1/hazards/${hazard.id}/approve_extension`).bearerToken(officer.token).json({})
    assert.equal(given.body().data.due_at, later)
    assert.equal(given.body().data.original_due_at, hazard.due_at)
  })

  test('nobody grants more time to himself, dispatcher or not (B06)', async ({ client, assert }) => {
    const hazard = await report(client)
    const both = await person(['hazards.read', 'hazards.rectify', 'hazards.dispatch'])
    const command = (who: TestPerson, name: string, body: object = {}) => client.post(`/api/v1/hazards/${hazard.id}/${name}`).bearerToken(who.token).json(body)
    ;(await command(both, 'request_extension', { comment: '等备件', due_at: hazard.due_at + HOUR_MS })).assertStatus(200)
    const own = await command(both, 'approve_extension')
    own.assertStatus(409)
    assert.deepEqual(own.body().error.details.map((why: any) => why.code), ['hazards.not_the_requester'])
    ;(await command(officer, 'approve_extension')).assertStatus(200)
  })

  test('what the table gave to nobody is given by a dispatcher to somebody who may rectify it (B05)', async ({ client, assert }) => {
    const hazard = await report(client)
    await db.from('hazards').where('id', hazard.id).update({ state: 'reported', assignee_id: null, assignee_name: null })
    await db.from('accounts').where('id', rectifier.id).update({ name_en: 'Rectifier in English' })
    const candidates = (who: TestPerson) => client.get(`/api/v1/hazards/${hazard.id}/candidates`).bearerToken(who.token).header('accept-language', 'en')
    const refused = await candidates(worker)
    refused.assertStatus(403)
    assert.equal(refused.body().error.details[0].message, 'Your role does not allow you to dispatch hazards')

    const listed = (await candidates(officer)).body().data
    const codes = listed.map(({ code }: any) => code)
    assert.include(codes, rectifier.code)
    assert.notInclude(codes, worker.code)
    const [chosen] = listed.filter(({ code }: any) => code === rectifier.code)
    assert.equal(chosen.name_en, 'Rectifier in English')
    const given = await client.post(`/api/v1/hazards/${hazard.id}/dispatch`).bearerToken(officer.token).json({ assignee: chosen.code })
    given.assertStatus(200)
    assert.containsSubset(given.body().data, { state: 'dispatched', assignee: rectifier.name, assignee_en: 'Rectifier in English' })
  })

  test('left untouched, it goes up the line, one level a day (B12)', async ({ client, assert, cleanup }) => {
    const hazard = await report(client)
    const clock = frozenClock(Date.now())
    cleanup(() => clock.restore())
    const level = async () => (await db.from('hazards').where('id', hazard.id).firstOrFail()).escalation
    await escalateHazards()
    assert.equal(await level(), 0)
    clock.forward(24.5 * HOUR_MS)
    await escalateHazards()
    await escalateHazards()
    assert.equal(await level(), 1)
    clock.forward(24 * HOUR_MS)
    await escalateHazards()
    assert.equal(await level(), 2)
    assert.lengthOf(await db.from('hazard_steps').where({ hazard_id: hazard.id, command: 'escalate' }), 2)
    assert.lengthOf(await db.from('notices').where('cause', 'like', `hazard:${hazard.id}:escalation:%`), 2)
  })
})

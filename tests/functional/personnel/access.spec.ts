import { test } from '@japa/runner'
import db from '@adonisjs/lucid/services/db'
import { OutboxDispatcher } from '#app/kernel/dispatcher'
import { transact } from '#app/kernel/transaction'
import { recorder } from '#modules/personnel/access/recorder'
import { newId } from '#app/kernel/ids'
import { person } from '#tests/support/people'
import { anArea, aWorker, rows } from '#tests/functional/personnel/site'

const english = { 'accept-language': 'en' }

test.group('Access decisions', () => {
  test('who has everything in order is let in, is inside, and goes out again', async ({ client, assert }) => {
    const { area, gate, token } = await anArea()
    const worker = await aWorker()
    const ask = (direction: string) => client.post('/api/v1/access/decisions').bearerToken(token).json({ gate, badge: worker.badge, direction })

    const entry = await ask('in')
    entry.assertStatus(200)
    assert.containsSubset(entry.body(), { decision: 'grant', reasons: [], person: { code: worker.code }, gate, direction: 'in' })
    assert.equal(entry.body().data.decision_id, entry.body().decision_id)
    assert.equal(new Date(entry.body().valid_until).toISOString(), '2099-01-01T16:00:00.000Z')
    await recorder.flush()
    const inside = await client.get('/api/v1/presence').qs({ area }).bearerToken(token)
    assert.deepEqual(inside.body().data.map((one: any) => one.code), [worker.code])
    assert.deepEqual(inside.body().confidence, { kind: 'counted', doubtful: 0 })

    assert.equal((await ask('out')).body().decision, 'grant')
    await recorder.flush()
    assert.lengthOf((await client.get('/api/v1/presence').qs({ area }).bearerToken(token)).body().data, 0)
    const names = (await db.from('outbox_events').where('payload', 'like', `%${worker.id}%`).orderBy('id')).map((row) => row.name)
    assert.includeMembers(names, ['personnel.person_entered', 'personnel.person_left'])
  })

  test('a refusal is a 200 with every reason, each with its way out and since when', async ({ client, assert }) => {
    const { gate, token } = await anArea()
    const worker = await aWorker({ kind: 'contractor', company: 'T-OVER', trainedTo: '2026-01-01', certifiedTo: null, medicalValidTo: null })
    const response = await client.post('/api/v1/access/decisions').bearerToken(token).headers(english).json({ gate, badge: worker.badge, direction: 'in' })
    response.assertStatus(200)
    const { decision, reasons } = response.body()
    assert.equal(decision, 'deny')
    assert.sameMembers(
      reasons.map((why: any) => why.code),
      ['personnel.contract_ended', 'personnel.medical_missing', 'personnel.training_expired', 'personnel.certificate_missing']
    )
    const training = reasons.find((why: any) => why.code === 'personnel.training_expired')
    assert.equal(training.since, Date.parse('2026-01-01T16:00:00Z'))
    assert.match(training.message, /^Gas safety training expired \d+ days ago \(valid to 2026-01-01\)$/)
    assert.match(training.fix, /14:00, room 3/)
    for (const why of reasons) assert.isNotEmpty(why.fix)
    await recorder.flush()
    const [row] = await rows('access_decisions', { id: response.body().decision_id })
    assert.equal(row.account_id, worker.id)
    assert.equal(JSON.parse(row.facts).person.company.code, 'T-OVER')
    assert.lengthOf(await rows('audit_entries', { action: 'personnel.access_denied', subject_id: worker.id }), 1)
  })

  test('an unknown badge is refused, and leaving is not, even without a badge', async ({ client, assert }) => {
    const { gate, token } = await anArea()
    const ask = (json: object) => client.post('/api/v1/access/decisions').bearerToken(token).json({ gate, ...json })
    assert.equal((await ask({ badge: 'nobody', direction: 'in' })).body().decision, 'deny')
    assert.equal((await ask({ badge: 'nobody', direction: 'out' })).body().decision, 'grant')
    assert.equal((await ask({ direction: 'out' })).body().decision, 'grant')
    ;(await ask({ direction: 'in' })).assertStatus(422)
  })

  test('a gate speaks for itself alone', async ({ client }) => {
    const [one, other] = [await anArea(), await anArea()]
    const response = await client.post('/api/v1/access/decisions').bearerToken(one.token).json({ gate: other.gate, badge: '1', direction: 'in' })
    response.assertStatus(403)
    const stranger = await person(['presence.read'])
    ;(await client.post('/api/v1/access/decisions').bearerToken(stranger.token).json({ gate: one.gate, badge: '1', direction: 'in' })).assertStatus(403)
  })

  test('a revoked certificate counts at the very next badge', async ({ client, assert }) => {
    const { gate, token } = await anArea()
    const worker = await aWorker()
    const officer = await person(['people.write', 'people.read'])
    const ask = () => client.post('/api/v1/access/decisions').bearerToken(token).json({ gate, badge: worker.badge, direction: 'in' })
    assert.equal((await ask()).body().decision, 'grant')
    const [certificate] = await rows('certificates', { account_id: worker.id })
    const revoked = await client.post(`/api/v1/certificates/${certificate.id}/revoke`).bearerToken(officer.token).json({ cause: '伪造' })
    revoked.assertStatus(200)
    const after = (await ask()).body()
    assert.deepEqual(after.reasons.map((why: any) => why.code), ['personnel.certificate_revoked'])
  })

  test('a change by another process counts without an event in this one', async ({ client, assert }) => {
    const { gate, token } = await anArea()
    const worker = await aWorker()
    const ask = () => client.post('/api/v1/access/decisions').bearerToken(token).json({ gate, badge: worker.badge, direction: 'in' })
    assert.equal((await ask()).body().decision, 'grant')
    await db.from('people').where('account_id', worker.id).update({ blacklisted_on: '2026-01-01', blacklist_cause: '-' })
    await db.table('personnel_changes').insert({ subject: worker.id, at: Date.now() })
    await new Promise((resolve) => setTimeout(resolve, 600))
    assert.deepEqual((await ask()).body().reasons.map((why: any) => why.code), ['personnel.blacklisted'])
  })

  test('ten doors at once get their answers, and all are on record', async ({ client, assert }) => {
    const { area, gate, token } = await anArea()
    const workers = await Promise.all(Array.from({ length: 10 }, () => aWorker()))
    const answers = await Promise.all(workers.map(({ badge }) => client.post('/api/v1/access/decisions').bearerToken(token).json({ gate, badge, direction: 'in' })))
    assert.deepEqual(answers.flatMap((answer) => answer.body().reasons), [])
    await recorder.flush()
    assert.lengthOf(await rows('access_decisions', { gate_code: gate }), 10)
    assert.lengthOf((await client.get('/api/v1/presence').qs({ area }).bearerToken(token)).body().data, 10)
  })

  test('who is let in elsewhere is not here any more', async ({ client, assert }) => {
    const [one, other] = [await anArea(), await anArea()]
    const worker = await aWorker()
    for (const { gate, token } of [one, other])
      await client.post('/api/v1/access/decisions').bearerToken(token).json({ gate, badge: worker.badge, direction: 'in' })
    await recorder.flush()
    const open = (await rows('presence', { account_id: worker.id })).filter((row) => row.left_at === null)
    assert.deepEqual(open.map((row) => row.area_code), [other.area])
  })

  test('what a gate did on its own is taken once, with what stood against it', async ({ client, assert }) => {
    const { gate, token } = await anArea()
    const worker = await aWorker({ trainedTo: null })
    const at = Date.now() - 60_000
    const passages = [
      { id: newId(), badge: worker.badge, direction: 'in', at, decision: 'grant' },
      { id: newId(), badge: worker.badge, direction: 'out', at: at + 1_000, decision: 'grant' },
    ]
    for (let time = 0; time < 2; time += 1)
      (await client.post('/api/v1/access/passages').bearerToken(token).json({ gate, passages })).assertStatus(200)
    const stored = await rows('access_decisions', { gate_code: gate })
    assert.lengthOf(stored, 2)
    assert.isTrue(stored.every((row) => row.source === 'gate'))
    assert.include(stored.find((row) => row.direction === 'in').reasons, 'training_missing')
    assert.lengthOf(await rows('presence', { account_id: worker.id }), 1)
  })

  test('a decision can’t be changed afterwards', async ({ client, assert }) => {
    const { gate, token } = await anArea()
    const answer = await client.post('/api/v1/access/decisions').bearerToken(token).json({ gate, badge: 'x', direction: 'in' })
    await recorder.flush()
    await assert.rejects(() => db.from('access_decisions').where('id', answer.body().decision_id).update({ decision: 'grant' }), /append-only/)
  })

  test('supervisor and safety department hear of a refusal once in ten minutes', async ({ client, assert }) => {
    const { area, gate, token } = await anArea()
    const boss = await aWorker()
    const officer = await person([], { roles: ['safety_department'], areaCode: area })
    const worker = await aWorker({ trainedTo: null, supervisor: boss.code })
    for (let time = 0; time < 3; time += 1)
      await client.post('/api/v1/access/decisions').bearerToken(token).json({ gate, badge: worker.badge, direction: 'in' })
    await recorder.flush()
    await new OutboxDispatcher().drain()
    const told = await db
      .from('notice_deliveries')
      .join('notices', 'notices.id', 'notice_deliveries.notice_id')
      .where('message_key', 'personnel.notices.denied')
      .whereIn('account_id', [boss.id, officer.id])
      .where('channel', 'in_app')
    assert.sameMembers(told.map((row) => row.account_id), [boss.id, officer.id])
  })

  test('a roll-back leaves the copy in memory as it was', async ({ client, assert }) => {
    const { gate, token } = await anArea()
    const worker = await aWorker()
    await assert.rejects(() =>
      transact(async (tx) => {
        await tx.db.from('people').where('account_id', worker.id).update({ blacklisted_on: '2026-01-01' })
        throw new Error('no')
      })
    )
    const answer = await client.post('/api/v1/access/decisions').bearerToken(token).json({ gate, badge: worker.badge, direction: 'in' })
    assert.equal(answer.body().decision, 'grant')
  })
})

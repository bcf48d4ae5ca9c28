import { test } from '@japa/runner'
import { person } from '#tests/support/people'
import { anArea, aWorker, rows } from '#tests/functional/personnel/site'

test.group('People', () => {
  test('a new person is put on file, may enter once trained, and a change counts', async ({ client, assert }) => {
    const { area, gate, token } = await anArea()
    const officer = await person(['people.read', 'people.write'])
    const code = `N${area.slice(6)}`
    const created = await client
      .post('/api/v1/people')
      .bearerToken(officer.token)
      .json({ code, name: '新人', badge: `66${area.slice(6)}00`, kind: 'contractor', company: 'T-CO', area, medical_valid_to: '2099-01-01' })
    created.assertStatus(201)
    const access = async () => (await client.get(`/api/v1/people/${code}/access`).bearerToken(officer.token)).body().data.find((row: any) => row.gate === gate)
    assert.equal((await access()).decision, 'deny')

    ;(await client.post('/api/v1/trainings').bearerToken(officer.token).json({ person: code, course: 'T-GAS', score: 91, taken_on: '2026-11-01', valid_to: '2099-01-01' })).assertStatus(201)
    ;(await client.post('/api/v1/certificates').bearerToken(officer.token).json({ person: code, type: 'T-WORK', number: `N-${code}`, valid_from: '2026-01-01', valid_to: '2099-01-01' })).assertStatus(201)
    assert.equal((await access()).decision, 'grant')

    ;(await client.patch(`/api/v1/people/${code}`).bearerToken(officer.token).json({ company: 'T-OVER' })).assertStatus(200)
    assert.deepEqual((await access()).reasons.map((why: any) => why.code), ['personnel.contract_ended'])
    const file = (await client.get(`/api/v1/people/${code}`).bearerToken(officer.token)).body().data
    assert.lengthOf(file.trainings, 1)
    assert.isFalse(file.certificates[0].expired)
    const door = await client.post('/api/v1/access/decisions').bearerToken(token).json({ gate, person: code, direction: 'in' })
    assert.equal(door.body().decision, 'deny')
    const [entry] = await rows('audit_entries', { action: 'personnel.person_changed' }).orderBy('seq', 'desc')
    assert.deepEqual(JSON.parse(entry.details).company, { from: 'T-CO', to: 'T-OVER' })
  })

  test('all faults come at once, those of the shape and those of what is named', async ({ client, assert }) => {
    const officer = await person(['people.write'])
    const shape = await client.post('/api/v1/people').bearerToken(officer.token).json({ code: 'x y', kind: 'robot', pin: '12', medical_valid_to: '2026-02-30' })
    shape.assertStatus(422)
    assert.sameMembers(shape.body().error.details.map((fault: any) => fault.field), ['code', 'name', 'kind', 'pin', 'medical_valid_to'])
    const worker = await aWorker()
    const named = await client
      .post('/api/v1/people')
      .bearerToken(officer.token)
      .json({ code: worker.code, name: '某人', badge: worker.badge, kind: 'contractor', company: 'NONE', area: 'NOWHERE', supervisor: 'NOBODY', roles: [{ role: 'king' }] })
    named.assertStatus(422)
    assert.sameMembers(
      named.body().error.details.map((fault: any) => fault.code),
      ['personnel.no_such_company', 'personnel.no_such_area', 'personnel.person_unknown', 'personnel.no_such_role', 'personnel.code_taken'].map(String)
    )
  })

  test('lists by page, search and area', async ({ client, assert }) => {
    const { area } = await anArea()
    const officer = await person(['people.read'])
    const workers = [await aWorker({ area }), await aWorker({ area }), await aWorker({ area })]
    const first = await client.get('/api/v1/people').qs({ area, limit: 2 }).bearerToken(officer.token)
    assert.lengthOf(first.body().data, 2)
    const second = await client.get('/api/v1/people').qs({ area, limit: 2, cursor: first.body().next_cursor }).bearerToken(officer.token)
    assert.lengthOf(second.body().data, 1)
    assert.isNull(second.body().next_cursor)
    const found = await client.get('/api/v1/people').qs({ search: workers[1]!.code }).bearerToken(officer.token)
    assert.include(found.body().data.map((row: any) => row.code), workers[1]!.code)
    assert.notProperty(found.body().data[0], 'badge')
  })

  test('training gaps come with names', async ({ client, assert }) => {
    const { area } = await anArea()
    const officer = await person(['people.read', 'kpis.read'])
    await aWorker({ area })
    const behind = await aWorker({ area, trainedTo: '2021-01-01' })
    const response = await client.get('/api/v1/trainings/gaps').qs({ area }).bearerToken(officer.token)
    assert.equal(response.body().required, 2)
    assert.deepEqual(response.body().data.map((row: any) => [row.person, row.lacking]), [[behind.code, ['T-GAS']]])
    const kpis = (await client.get('/api/v1/kpis').qs({ area }).bearerToken(officer.token)).body().data
    assert.equal(kpis.find((row: any) => row.code === 'personnel.training_coverage').value, 50)
  })
})

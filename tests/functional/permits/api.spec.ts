import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { clock } from '#app/kernel/clock'
import { aPermit, checksOf, clearPermits, demoPlant, freshPhoto, perform, PIN, signAt, testGas, tokenOf, who, whoAt, enter } from '#tests/support/permit_site'

const HOUR = 3_600_000
const api = '/api/v1/permits'

test.group('Permits over HTTP', (group) => {
  group.setup(demoPlant)
  group.each.setup(() => clearPermits)

  test('a permit from draft to work, as a kiosk does it', async ({ client, assert }) => {
    const as = async (code: string) => (await who(code)).token
    const post = async (code: string, path: string, body: object = {}) => client.post(`${api}${path}`).bearerToken(await as(code)).json(body)
    const draft = await post('E1001', '', { level: 'L1', area: 'GAS2', place: '2#柜', content: '换阀', method: '气焊', start_at: clock.now(), end_at: clock.now() + 4 * HOUR, workers: [{ person: 'C2003' }] })
    draft.assertStatus(201)
    const { id, measures } = draft.body().data
    assert.match(draft.body().data.code, /^DH-\d{8}-\d{3}$/)
    for (const measure of measures) {
      const attachment_id = measure.photo ? await freshPhoto() : null
      ;(await post('E1001', `/${id}/measures/${measure.id}`, { outcome: 'done', attachment_id })).assertStatus(200)
    }
    const submitted = await post('E1001', `/${id}/submit`)
    submitted.assertStatus(200)
    assert.equal(submitted.body().data.guardian.code, 'E1002')
    ;(await post('E1002', `/${id}/accept`, { pin: PIN, duties_version: '2026-1' })).assertStatus(200)
    const seen = await client.get(`${api}/${id}`).bearerToken(await as('E1005'))
    assert.equal(seen.body().data.measures.filter((measure: any) => measure.confirmed_by?.code === 'E1001').length, 10)
    for (const code of ['E1003', 'E1004', 'E1005']) (await post(code, `/${id}/approve`, { pin: PIN, content_hash: seen.body().data.content_hash })).assertStatus(200)

    const qr = await client.get(`${api}/${id}/qr`).qs({ format: 'text' }).bearerToken(await as('E1002'))
    const calibrated_on = new Date(clock.now() - 10 * 24 * HOUR).toISOString().slice(0, 10)
    const readings = [{ gas: 'CO', value: 2, unit: 'ppm' }, { gas: 'LEL', value: 0, unit: '%LEL' }, { gas: 'O2', value: 20.9, unit: '%vol' }]
    ;(await post('E1004', `/${id}/gas-tests`, { position: 'middle', readings, instrument: 'BW-07', calibrated_on })).assertStatus(201)
    await enter('E1002', 'GAS2')
    const input = { pin: PIN, token: qr.body().data.token, place: signAt('GAS2'), checks: ['people', 'place', 'measures', 'escape'] }
    const worker = await post('C2003', `/${id}/start`, input)
    worker.assertStatus(403)
    const started = await post('E1002', `/${id}/start`, input)
    started.assertStatus(200)
    assert.equal(started.body().data.state, 'started')
    const list = await client.get(api).qs({ state: 'in_force', area: 'ENERGY' }).bearerToken(await as('E1007'))
    assert.deepEqual(list.body().data.map((row: any) => row.id), [id])
  })

  test('what one may do now and why not, in the reader’s language; a refusal gives all reasons', async ({ client, assert }) => {
    const id = await aPermit('issued')
    const guardian = await who('E1002')
    const asked = await client.get(`${api}/${id}/commands`).bearerToken(guardian.token).header('accept-language', 'en')
    const start = asked.body().data.find((one: any) => one.command === 'start')
    assert.isFalse(start.allowed)
    assert.include(start.reasons.map((one: any) => one.message), 'No gas test at the middle')
    assert.notInclude(asked.body().data.map((one: any) => one.command), 'expire')
    const refused = await client.post(`${api}/${id}/start`).bearerToken(guardian.token).json({}).header('accept-language', 'en')
    refused.assertStatus(409)
    assert.equal(refused.body().error.code, 'E_REFUSED')
    assert.isAbove(refused.body().error.details.length, 6)
    assert.isTrue(refused.body().error.details.every((detail: any) => !detail.message.includes('permits.')))
    ;(await client.post(`${api}/none/start`).bearerToken(guardian.token).json({})).assertStatus(404)
  })

  test('a code counts in its area, in its time, while the permit is in force, and only if it is ours (C10, F24)', async ({ client, assert }) => {
    const id = await aPermit('issued')
    const verifier = (await who('E1004')).token
    const reasonsFor = async (token: string, area: string | null) =>
      (await client.post(`${api}/verify`).bearerToken(verifier).json({ token, area })).body().data.reasons.map((why: any) => why.code)
    const token = await tokenOf(id)
    assert.deepEqual(await reasonsFor(token, 'GAS2'), [])
    assert.deepEqual(await reasonsFor(token, 'GAS1'), ['permits.token_other_area'])
    assert.deepEqual(await reasonsFor(`${token.slice(0, -3)}AAA`, 'GAS2'), ['permits.token_forged'])
    await testGas(id)
    await enter('E1002', 'GAS2')
    await perform(id, 'start', await whoAt('E1002', 'GAS2'), { token, checks: await checksOf(id, 'start_checks') })
    assert.deepEqual(await reasonsFor(token, 'GAS2'), [])
    await perform(id, 'suspend', (await who('E1002')).caller, { comment: 'x' })
    assert.deepEqual(await reasonsFor(token, 'GAS2'), ['permits.token_not_in_force'])
    const image = await client.get(`${api}/${id}/qr`).qs({ format: 'png' }).bearerToken(verifier)
    image.assertStatus(200)
    assert.include(image.header('content-type'), 'image/png')
  })

  test('another level brings its own list, and drops what it lacks (C03); measures are confirmed with a photo of now (C05)', async ({ client, assert }) => {
    const { token } = await who('E1001')
    const id = await aPermit('draft')
    const confirm = (measure: string, body: object) => client.post(`${api}/${id}/measures/${measure}`).bearerToken(token).json(body)
    ;(await confirm('briefing', { outcome: 'done' })).assertStatus(200)
    ;(await confirm('breathing', { outcome: 'done' })).assertStatus(200)
    const bare = await confirm('extinguishers', { outcome: 'done' })
    assert.deepEqual(bare.body().error.details.map((why: any) => why.code), ['permits.measure_without_photo'])
    const skipped = await confirm('briefing', { outcome: 'not_applicable' })
    assert.sameMembers(skipped.body().error.details.map((why: any) => why.code), ['permits.measure_applies', 'permits.comment_needed'])
    const changed = await client.patch(`${api}/${id}`).bearerToken(token).json({ level: 'L3' })
    changed.assertStatus(200)
    const confirmed = changed.body().data.measures.filter((measure: any) => measure.confirmed_at !== null)
    assert.deepEqual(confirmed.map((measure: any) => measure.id), ['briefing'])
    const levels = await client.get(`${api}/levels`).qs({ area: 'GAS2' }).bearerToken(token)
    assert.deepEqual(levels.body().data.map((level: any) => [level.code, level.allowed]), [['L1', true], ['L2', false], ['L3', false]])
  })

  test('paper copies are numbered and recorded, and made of nothing that was not issued (C16)', async ({ client, assert }) => {
    const { token } = await who('E1002')
    const waiting = await aPermit('submitted')
    ;(await client.post(`${api}/${waiting}/prints`).bearerToken(token).json({})).assertStatus(409)
    await clearPermits()
    const id = await aPermit('issued')
    const numbers: number[] = []
    for (let copy = 0; copy < 2; copy++) numbers.push((await client.post(`${api}/${id}/prints`).bearerToken(token).json({})).body().data.number)
    assert.deepEqual(numbers, [1, 2])
    assert.lengthOf(await db.from('audit_entries').where({ subject_id: id, action: 'permits.printed' }), 2)
  })
})

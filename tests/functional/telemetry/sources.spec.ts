import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { systemActor } from '#app/audit/index'
import { runImport } from '#app/integrations/imports/run_import'
import { importKind } from '#app/integrations/imports'
import { aDetector, startEngine, untilAlarm } from '#tests/functional/telemetry/plant'
import { waitFor } from '#tests/support/field_engine'
import { startDevice } from '#tests/support/field_modbus'
import { device, person } from '#tests/support/people'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const MAY = ['points.read', 'sources.probe', 'plant.apply']
/** 123456.0 with its words exchanged, as so many devices have it; then 250 as a plain register. */
const WORDS = [0x2000, 0x47f1, 250, 0, 0, 0, 0, 0]

const aSource = (code: string, kind: string, connection: object) =>
  db.table('sources').insert({ code, kind, name: code, name_en: code, connection: JSON.stringify(connection), active: true })

const importPoints = (text: string, dryRun = false) => {
  const path = join(mkdtempSync(join(tmpdir(), 'redline-map-')), 'map.csv')
  writeFileSync(path, text)
  return runImport({ kind: importKind('points')!, path, dryRun, partial: false, by: systemActor('test') })
}

test.group('Commissioning a Modbus source', (group) => {
  let gateway: Awaited<ReturnType<typeof startDevice>>
  let engine: Awaited<ReturnType<typeof startEngine>>
  let flow: string
  group.setup(async () => {
    gateway = await startDevice([...WORDS])
    await aSource('T-PROBE', 'modbus_tcp', { host: '127.0.0.1', port: gateway.port, timeoutMs: 300, pollClasses: { fast: 100 } })
    const register = { unit_id: 1, function: 3 as const, address: 0, type: 'float32' as const, word_order: 'ABCD' as const, scale: 1, offset: 0, poll_class: 'fast' }
    flow = (await aDetector({ source: 'T-PROBE', min: 0, max: 200_000, limits: { h: 150_000 }, register, unit: 'm³/h' })).point
    engine = await startEngine()
    return async () => {
      await engine.stop()
      await gateway.stop()
    }
  })

  test('A08 T02 the list says what is lost and when it was last read well; one source shows its points', async ({ client, assert }) => {
    const { token } = await person(MAY)
    const list = await client.get('/api/v1/sources').bearerToken(token)
    const row = list.body().data.find((one: any) => one.code === 'T-PROBE')
    assert.containsSubset(row, { kind: 'modbus_tcp', points: 1, losses_24h: 0 })
    const detail = await client.get('/api/v1/sources/T-PROBE').bearerToken(token)
    assert.containsSubset(detail.body().data.members, [{ code: flow, unit: 'm³/h', register: { address: 0, type: 'float32', word_order: 'ABCD' } }])
    ;(await client.get('/api/v1/sources/T-NONE').bearerToken(token)).assertStatus(404)
  })

  test('T05 a range of registers in all word orders, scaled, each with its verdict', async ({ client, assert }) => {
    const { token } = await person(MAY)
    const look = { unit_id: 1, function: 3, address: 0, count: 4, type: 'float32', scale: 1, offset: 0, min: 0, max: 200_000 }
    const seen = await client.post('/api/v1/sources/T-PROBE/probe').bearerToken(token).json({ look })
    seen.assertStatus(200)
    const [first] = seen.body().data.look
    assert.deepEqual(first.raw, [0x2000, 0x47f1])
    assert.containsSubset(first.orders, [{ order: 'CDAB', value: 123456, verdict: 'plausible' }])
    assert.deepEqual(first.orders.map((one: any) => `${one.order} ${one.verdict}`), ['ABCD next_to_nothing', 'CDAB plausible', 'BADC next_to_nothing', 'DCBA out_of_range'])
    const plain = await client.post('/api/v1/sources/T-PROBE/probe').bearerToken(token).json({ look: { ...look, address: 2, count: 1, type: 'int16', scale: 0.1 } })
    assert.deepEqual(plain.body().data.look[0].orders, [{ order: 'ABCD', value: 25, verdict: 'plausible' }])
    const all = await client.post('/api/v1/sources/T-PROBE/probe').bearerToken(token).json({})
    assert.containsSubset(all.body().data.registers, [{ point: flow, decoded: { CDAB: 123456 } }])
  })

  test('T05 what it can\'t be is refused; what it can be is taken over, audited, and read so from now on', async ({ client, assert }) => {
    const { token } = await person(MAY)
    const commission = (input: object) => client.post(`/api/v1/points/${flow}/commission`).bearerToken(token).json({ type: 'float32', word_order: 'CDAB', scale: 1, offset: 0, min: 0, max: 200_000, ...input })
    const wrong = await commission({ word_order: 'ABCD' })
    wrong.assertStatus(422)
    assert.equal(wrong.body().error.details[0].code, 'telemetry.not_plausible')
    ;(await commission({ max: 100_000 })).assertStatus(422)
    ;(await commission({ scale: 0.5 })).assertStatus(200)
    const { register } = await db.from('points').where('code', flow).firstOrFail()
    assert.containsSubset(JSON.parse(register), { wordOrder: 'CDAB', scale: 0.5, address: 0, pollClass: 'fast' })
    const entry = await db.from('audit_entries').where('action', 'plant.definition_changed').where('subject_id', flow).first()
    assert.isNotNull(entry)
    const stranger = await person(['points.read', 'sources.probe'])
    ;(await client.post(`/api/v1/points/${flow}/commission`).bearerToken(stranger.token).json({})).assertStatus(403)
  })

  test('I11 a source that has no registers, or no answer, says so', async ({ client, assert }) => {
    const { token } = await person(MAY)
    const look = { unit_id: 1, function: 3, address: 0, count: 1, type: 'int16', scale: 1, offset: 0, min: 0, max: 10 }
    gateway.manners = 'silent'
    const unread = await client.post('/api/v1/sources/T-PROBE/probe').bearerToken(token).json({ look })
    gateway.manners = 'well'
    unread.assertStatus(503)
    assert.equal(unread.body().error.details[0].code, 'telemetry.source_unread')
    const { point } = await aDetector()
    const noRegister = await client.post(`/api/v1/points/${point}/commission`).bearerToken(token).json({ type: 'int16', word_order: 'ABCD', scale: 1, offset: 0, min: 0, max: 1 })
    noRegister.assertStatus(422)
  })
})

test.group('A MES that sends by itself', (group) => {
  let engine: Awaited<ReturnType<typeof startEngine>>
  let load: string
  group.setup(async () => {
    await aSource('T-MES', 'http', { silentAfterMs: 1_200 })
    load = (await aDetector({ source: 'T-MES', kind: 'load', unit: 't', min: 0, max: 400, limits: { h: 180 }, consecutive: 2, alarm_class: 'process' })).point
    engine = await startEngine()
    return () => engine.stop()
  })

  test('I05 A08 values that a MES gives, by its own token, are points with conditions; a batch sent again counts once', async ({ client, assert }) => {
    const token = await device({ code: 'T-MES-LINK', kind: 'workshop' }, ['points.write'])
    const reader = await person(['points.read'])
    const now = Date.now() - 1_000
    const batch = { readings: [{ point: load, ts: now, value: 150 }, { point: load, ts: now + 1, value: 190 }] }
    const send = (json: object, key = 'heat-4711') => client.post('/api/v1/readings').bearerToken(token).header('Idempotency-Key', key).json(json)
    ;(await send(batch)).assertStatus(200)
    ;(await send(batch)).assertStatus(200)
    ;(await send(batch, 'heat-4711-again')).assertStatus(200)
    const stored = await client.get(`/api/v1/points/${load}/readings`).bearerToken(reader.token).qs({ from: now - 1, to: now + 100 })
    assert.deepEqual(stored.body().data.map((one: any) => one.value), [150, 190])
    assert.isNull(await db.from('alarms').where('point_code', load).first())
    await send({ readings: [{ point: load, ts: now + 2, value: 195, quality: 'uncertain' }, { point: load, ts: now + 3, value: 200 }] }, 'heat-4712')
    await untilAlarm(`${load}.H`)
    ;(await client.get('/api/v1/points').bearerToken(token)).assertStatus(403)
  })

  test('I05 a MES that falls silent is one alarm, and its return ends it', async ({ client, assert }) => {
    const token = await device({ code: 'T-MES-LINK', kind: 'workshop' }, ['points.write'])
    await untilAlarm('system.source_lost:T-MES')
    await client.post('/api/v1/readings').bearerToken(token).json({ readings: [{ point: load, ts: Date.now(), value: 100 }] })
    const ended = async () => (await db.from('alarms').where('condition_code', 'system.source_lost:T-MES').orderBy('raised_at', 'desc').first())?.cleared_at
    await waitFor(async () => Boolean(await ended()))
    assert.isOk(await ended())
  })
})

test.group('A register map as a table', () => {
  test('T05 counts of what is added and changed before anything is written; what it doesn\'t name is neither removed nor reset', async ({ assert }) => {
    const register = { unit_id: 3, function: 4 as const, address: 100, type: 'int16' as const, scale: 0.1, offset: -4, poll_class: 'fast' }
    await aSource('T-MAP', 'modbus_tcp', { host: '127.0.0.1', port: 15_999, timeoutMs: 300, pollClasses: {} })
    const kept = await aDetector({ source: 'T-MAP', register })
    const moved = await aDetector({ source: 'T-MAP', register: { ...register, address: 101 }, invalid_values: [32_767] })
    const table = `point,area,source,kind,name,name_en,unit,min,max,unit_id,function,address,type,word_order,scale,offset,poll_class
${moved.point},,,,,,,,,,,140,,,,,
T-MAP.NEW.CO,${kept.area},T-MAP,co,新测点,New point,ppm,0,500,3,4,120,int16,ABCD,0.1,0,slow
`
    const before = await db.from('points').where('code', kept.point).first()
    const preview = await importPoints(table, true)
    assert.deepEqual(preview.counts, { add: 1, change: 1, remove: 0, unchanged: 0, faulty: 0 })
    assert.isNull(await db.from('points').where('code', 'T-MAP.NEW.CO').first())
    assert.isTrue((await importPoints(table)).imported)
    assert.deepEqual(await db.from('points').where('code', kept.point).first(), before)
    const row = await db.from('points').where('code', moved.point).firstOrFail()
    assert.containsSubset(JSON.parse(row.register), { address: 140, unitId: 3, scale: 0.1, offset: -4, pollClass: 'fast' })
    assert.deepEqual(JSON.parse(row.invalid_values), [32_767])
    assert.deepEqual((await importPoints(table)).counts, { add: 0, change: 0, remove: 0, unchanged: 2, faulty: 0 })
  })
})

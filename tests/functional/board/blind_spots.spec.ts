import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { transact } from '#app/kernel/transaction'
import { frozenClock } from '#tests/support/clock'
import { device, person } from '#tests/support/people'
import { engineLink } from '#modules/telemetry/engine_link'
import { aDetector, startEngine } from '#tests/functional/telemetry/plant'

const MAY = ['board.read', 'points.write']

test.group('Blind spots', (group) => {
  group.each.timeout(30_000)
  let seen: Awaited<ReturnType<typeof aDetector>>
  let unseen: Awaited<ReturnType<typeof aDetector>>
  let gate: string
  group.setup(async () => {
    seen = await aDetector({ stale_after_ms: 3_600_000 })
    unseen = await aDetector()
    gate = await device({ code: 'BLIND-GATE', kind: 'gate', areaCode: seen.area }, ['access.decide'])
    await transact((tx) => tx.db.from('devices').where('code', 'BLIND-GATE').update({ paired_at: tx.now }))
  })

  const beat = (client: any, at: number, unsent = 0) => client.post('/api/v1/devices/heartbeat').bearerToken(gate).json({ at, unsent })
  const look = async (client: any, token: string, area?: string) => (await client.get('/api/v1/blind-spots').bearerToken(token).qs(area ? { area } : {})).body()
  const kinds = (answer: any, code: string) => answer.data.filter((one: any) => one.code === code).map((one: any) => one.kind)

  test('N04 no engine: that is a blind spot of its own, and nothing is seen', async ({ client, assert }) => {
    const { token } = await person(MAY)
    const answer = await look(client, token)
    assert.deepEqual(kinds(answer, 'engine'), ['engine_silent'])
    assert.deepEqual(kinds(answer, seen.point), ['point_never_read'])
    const area = await look(client, token, unseen.area)
    assert.equal(area.coverage_percent, 0)
    assert.isNotEmpty(area.data[0].fix)
  })

  test('N04 a point that is good is seen, one that never spoke is not; the area on the board says so', async ({ client, assert }) => {
    const engine = await startEngine()
    try {
      const { token } = await person(MAY)
      await beat(client, Date.now())
      await client.post('/api/v1/readings').bearerToken(token).json({ readings: [{ point: seen.point, ts: Date.now(), value: 3 }] })
      await engineLink.refresh()
      assert.equal((await look(client, token, seen.area)).coverage_percent, 100)
      assert.equal((await look(client, token, unseen.area)).coverage_percent, 0)
      const board = (await client.get('/api/v1/board').bearerToken(token)).body().data
      const of = (code: string) => board.areas.find((one: any) => one.code === code)
      assert.containsSubset(of(seen.area), { blind: 0, coverage: 100 })
      assert.containsSubset(of(unseen.area), { blind: 1, coverage: 0 })
      assert.equal(of('T-SHOP-T').blind, board.areas.filter((one: any) => one.parentCode === 'T-SHOP-T').reduce((sum: number, one: any) => sum + one.blind, 0))
      assert.isBelow(board.blind.coverage, 100)
    } finally {
      await engine.stop()
    }
  })

  test('N04 a gate that is silent, has a wrong clock, or holds back what it did: each a blind spot, gone when it is mended', async ({ client, assert }) => {
    const { token } = await person(MAY)
    const time = frozenClock(Date.now())
    try {
      await beat(client, time.now())
      assert.deepEqual(kinds(await look(client, token), 'BLIND-GATE'), [])
      await beat(client, time.now() + 60_000, 3)
      assert.sameMembers(kinds(await look(client, token), 'BLIND-GATE'), ['clock_wrong', 'unsent'])
      await beat(client, time.now())
      assert.deepEqual(kinds(await look(client, token), 'BLIND-GATE'), [])
      const lastHeard = time.now()
      time.forward(71_000)
      const answer = await look(client, token)
      assert.deepEqual(kinds(answer, 'BLIND-GATE'), ['gate_silent'])
      assert.equal(answer.data.find((one: any) => one.code === 'BLIND-GATE').since, lastHeard)
      await beat(client, time.now())
      assert.deepEqual(kinds(await look(client, token), 'BLIND-GATE'), [])
    } finally {
      time.restore()
    }
    const stranger = await person(MAY)
    const refused = await client.post('/api/v1/devices/heartbeat').bearerToken(stranger.token).json({ at: Date.now(), unsent: 0 })
    refused.assertStatus(409)
    assert.equal(Number((await db.from('devices').where('code', 'BLIND-GATE').first()).unsent), 0)
  })
})

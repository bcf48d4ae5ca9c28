import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { useClock } from '#app/kernel/clock'
import { makePrediction, rateIndicator, scorePredictions } from '#app/predictions/index'
import { limitIndicator } from '#modules/telemetry/limit_indicator'
import { person } from '#tests/support/people'
import { aDetector, startEngine } from '#tests/functional/telemetry/plant'
import { engineLink } from '#modules/telemetry/engine_link'

const MINUTE = 60_000
const DAY = 86_400_000

test.group('Predictions', (group) => {
  group.each.timeout(40_000)
  let engine: Awaited<ReturnType<typeof startEngine>>
  let token: string
  const places: Awaited<ReturnType<typeof aDetector>>[] = []
  group.setup(async () => {
    for (let count = 0; count < 4; count++) places.push(await aDetector())
    token = (await person(['points.read', 'points.write'])).token
    engine = await startEngine()
    return () => engine.stop()
  })

  /** Twenty minutes of readings, two a minute, up to now. */
  async function send(client: any, point: string, valueAt: (minutesAgo: number) => number | null) {
    const now = Date.now()
    const readings = Array.from({ length: 41 }, (_, index) => 20 - index / 2).flatMap((ago) => {
      const value = valueAt(ago)
      return value === null ? [] : [{ point, ts: Math.round(now - ago * MINUTE), value }]
    })
    const answer = await client.post('/api/v1/readings').bearerToken(token).json({ readings })
    answer.assertStatus(200)
    await engineLink.refresh()
  }
  const foreseen = async (point: string) => (await limitIndicator.look(Date.now())).filter(({ claim }) => claim.point === point)
  const listed = async (client: any, query: object = {}) => {
    const answer = await client.get('/api/v1/predictions').bearerToken(token).qs(query)
    answer.assertStatus(200)
    return answer.body()
  }

  test('F14 a rise towards the limit is foretold once, with the data behind it, and is a hit when it comes true', async ({ client, assert }) => {
    const { point, area } = places[0]!
    await send(client, point, (ago) => 21.5 - ago * 0.9)
    const [first] = await foreseen(point)
    assert.equal(first!.subject, `${point}.H`)
    assert.closeTo(Number(first!.claim.minutes), 3, 1)
    const id = await makePrediction('time_to_limit', first!)
    assert.isNull(await makePrediction('time_to_limit', first!), 'while one stands there is no second')
    const [shown] = (await listed(client, { area, state: 'standing' })).data
    assert.equal(shown.id, id)
    assert.isAbove(shown.data.samples.length, 30)
    assert.closeTo(shown.data.slope_per_hour, 54, 4)

    await client.post('/api/v1/readings').bearerToken(token).json({ readings: [{ point, ts: Date.now(), value: 26 }] })
    await scorePredictions()
    const body = await listed(client, { area })
    assert.containsSubset(body.data, [{ id, state: 'hit', outcome: { lead_minutes: 0 } }])
    const records = await client.get('/api/v1/predictions/records').bearerToken(token)
    assert.isAtLeast(records.body().data.find(({ kind }: { kind: string }) => kind === 'time_to_limit').hits, 1)
  })

  test('F14 steady, falling away from the limit, or with a gap: nothing is foretold', async ({ client, assert }) => {
    const { point } = places[1]!
    await send(client, point, (ago) => (ago > 4 && ago < 14 ? null : 21.5 - ago * 0.9))
    assert.deepEqual(await foreseen(point), [], 'half of the time is not known')
    const other = places[2]!.point
    await send(client, other, (ago) => 15 + ((ago * 2) % 3))
    assert.deepEqual(await foreseen(other), [])
  })

  test('F14 what did not come is a miss; what nobody can know is void and counts for nothing', async ({ client, assert }) => {
    const { point, area } = places[3]!
    await send(client, point, (ago) => 21.5 - ago * 0.9)
    const [first] = await foreseen(point)
    const id = await makePrediction('time_to_limit', first!)
    const restore = useClock({ now: () => first!.horizonAt + MINUTE, monotonic: () => performance.now() })
    try {
      await scorePredictions()
      assert.containsSubset((await listed(client, { area })).data, [{ id, state: 'void' }])

      const again = await makePrediction('time_to_limit', { ...first!, horizonAt: first!.horizonAt + 5 * MINUTE })
      await db.from('predictions').where('id', again!).update({ made_at: Date.now() })
      const history = db.connection('history')
      const { id: pointId } = await history.from('points').where('code', point).first()
      for (let minute = 1; minute < 10; minute++) await history.table('readings').insert({ point_id: pointId, ts: Date.now() + minute * MINUTE, value: 20, quality: 0 })
      const later = useClock({ now: () => first!.horizonAt + 20 * MINUTE, monotonic: () => performance.now() })
      await scorePredictions()
      later()
      assert.containsSubset((await listed(client, { area })).data, [{ id: again, state: 'miss', outcome: { highest: 20 } }])
    } finally {
      restore()
    }
  })

  test('F14 a kind that is too often wrong about a subject is kept and scored, but not shown', async ({ client, assert }) => {
    const { area } = places[2]!
    const foresight = { subject: 'T-OFTEN-WRONG', areaCode: area, expectedAt: null, horizonAt: Date.now() + DAY, claim: {}, data: {} }
    for (let count = 0; count < 5; count++) {
      const id = await makePrediction('time_to_limit', foresight)
      await db.from('predictions').where('id', id!).update({ state: 'miss', scored_at: Date.now() })
    }
    const sixth = await makePrediction('time_to_limit', foresight)
    assert.notInclude((await listed(client, { subject: 'T-OFTEN-WRONG' })).data.map((one: any) => one.id), String(sixth))
    assert.containsSubset((await listed(client, { subject: 'T-OFTEN-WRONG', all: true })).data, [{ id: sixth, shown: false, state: 'standing' }])
  })

  test('F14 more near misses than usual: foretold only where records go back far enough, then counted', async ({ assert }) => {
    const now = Date.now()
    const events = (from: number, to: number) => new Map([['A', from >= now - 7 * DAY ? 6 : 4], ['B', from >= now - 7 * DAY ? 2 : 8]].map(([area, n]) => [String(area), to > from ? Number(n) : 0]))
    const indicator = (since: number | null) => rateIndicator({ kind: 'near_miss_rate', recordedSince: async () => since, countByArea: async (from, to) => events(from, to) })
    assert.deepEqual(await indicator(null).look(now), [])
    assert.deepEqual(await indicator(now - 20 * DAY).look(now), [])
    const found = await indicator(now - 60 * DAY).look(now)
    assert.deepEqual(found.map(({ subject, claim }) => [subject, claim.at_least, claim.recent]), [['A', 2, 6]])
    const stands = { ...found[0]!, id: 'x', kind: 'near_miss_rate', madeAt: now, shown: true, state: 'standing' as const, scoredAt: null, outcome: null }
    assert.equal((await indicator(0).judge(stands, now + 3 * DAY))!.state, 'hit')
  })
})

import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { OutboxDispatcher } from '#app/kernel/dispatcher'
import { transact } from '#app/kernel/transaction'
import { noteChange } from '#modules/personnel/access/changes'
import { recorder } from '#modules/personnel/access/recorder'
import { registerCoSource, type CoPoint } from '#modules/personnel/stay/co_source'
import { countStays } from '#modules/personnel/stay/keeper'
import { coPoints } from '#modules/telemetry/queries/co_points'
import { frozenClock } from '#tests/support/clock'
import { person } from '#tests/support/people'
import { anArea, aWorker } from '#tests/functional/personnel/site'

const MIN = 60_000

test.group('Stays in gas areas', (group) => {
  group.each.timeout(30_000)
  const duties = new OutboxDispatcher()
  let air: CoPoint[] = []
  let time: ReturnType<typeof frozenClock>
  group.each.setup(() => {
    time = frozenClock(Date.now())
    registerCoSource(async () => air)
    return () => {
      time.restore()
      registerCoSource(coPoints)
    }
  })

  /** A gas area of class 1 whose one detector says `ppm`, converted at 0 ℃. */
  async function gasArea(ppm: number | null) {
    const site = await anArea()
    await transact(async (tx) => {
      await tx.db.from('areas').where('code', site.area).update({ gas_class: '1' })
      await noteChange(tx, 'places')
    })
    setAir(site.area, ppm)
    return site
  }
  const setAir = (areaCode: string, value: number | null) => {
    air = [...air.filter((one) => one.areaCode !== areaCode), { areaCode, value, unit: 'ppm', conversionC: 0 }]
    time.forward(1_000)
  }
  /** The running server looks every two seconds; here every half minute is enough. */
  async function pass(minutes: number) {
    for (let at = 0; at < minutes * 2; at += 1) {
      time.forward(MIN / 2)
      await countStays()
    }
    await duties.drain()
  }
  type Site = Awaited<ReturnType<typeof anArea>>
  const alarmOf = (kind: string, area: string) => db.from('alarms').where('area_code', area).where('condition_code', 'like', `system.${kind}:%`).orderBy('id', 'desc').first()

  function doors(client: any) {
    const scan = async ({ gate, token }: Site, badge: string, direction: 'in' | 'out') => {
      const answer = await client.post('/api/v1/access/decisions').bearerToken(token).json({ gate, badge, direction })
      await recorder.flush()
      await countStays()
      return answer.body().data
    }
    const stays = async ({ area, token }: Site) => (await client.get('/api/v1/stays').qs({ area }).bearerToken(token)).body().data
    const checkIn = (token: string, input: object = {}) => client.post('/api/v1/stays/check-in').bearerToken(token).json(input)
    return { scan, stays, checkIn }
  }

  test('L08 the time left comes from the measured CO; time passing alone makes it overdue; leaving ends the alarm, and the pause keeps the person out', async ({ client, assert }) => {
    const { scan, stays, checkIn } = doors(client)
    const site = await gasArea(60)
    const worker = await aWorker()
    assert.equal((await scan(site, worker.badge, 'in')).decision, 'grant')
    const [first] = await stays(site)
    assert.equal(first.state, 'counting')
    assert.approximately(first.co_mg_m3, 75, 0.1)
    assert.approximately(first.ends_at - time.now(), 30 * MIN, 2_000)

    await pass(14)
    await checkIn(site.token, { badge: worker.badge })
    await pass(15)
    assert.isNull(await alarmOf('stay_overdue', site.area))
    await pass(2)
    const alarm = await alarmOf('stay_overdue', site.area)
    assert.containsSubset(alarm, { state: 'active_unacknowledged', priority: 1 })
    assert.equal((await stays(site))[0].state, 'overdue')
    assert.lengthOf(await db.from('outbox_events').where('name', 'personnel.stay_overdue').where('payload', 'like', `%${site.area}%`), 1)

    assert.equal((await scan(site, worker.badge, 'out')).decision, 'grant')
    await duties.drain()
    assert.isNotNull((await db.from('alarms').where('id', alarm.id).first()).cleared_at)
    setAir(site.area, 2)
    const back = await scan(site, worker.badge, 'in')
    assert.equal(back.decision, 'deny')
    assert.deepEqual(back.reasons.map((one: any) => one.code), ['personnel.pause_not_over'])
    time.forward(121 * MIN)
    assert.equal((await scan(site, worker.badge, 'in')).decision, 'grant')
    assert.equal((await stays(site))[0].state, 'free')
  })

  test('L08 nobody hears of somebody inside: an alarm by time alone, over with a sign of life', async ({ client, assert }) => {
    const { scan, stays, checkIn } = doors(client)
    const site = await gasArea(1)
    const worker = await aWorker()
    await scan(site, worker.badge, 'in')
    await pass(15)
    assert.isNull(await alarmOf('check_in_missed', site.area))
    await pass(1)
    const alarm = await alarmOf('check_in_missed', site.area)
    assert.containsSubset(alarm, { state: 'active_unacknowledged', priority: 1 })
    assert.isTrue((await stays(site))[0].silent)

    const stranger = await person(['board.read'])
    const refused = await checkIn(stranger.token, { person: worker.code })
    refused.assertStatus(403)
    const own = await checkIn(stranger.token)
    assert.deepEqual(own.body().error.details.map((one: any) => one.code), ['personnel.not_in_gas_area'])
    const guardian = await person(['presence.read'])
    const seen = await checkIn(guardian.token, { person: worker.code })
    seen.assertStatus(200)
    await duties.drain()
    assert.isNotNull((await db.from('alarms').where('id', alarm.id).first()).cleared_at)
    assert.isFalse((await stays(site))[0].silent)
    await pass(16)
    assert.notEqual((await alarmOf('check_in_missed', site.area)).id, alarm.id)
  })

  test('L08 CO that is not known: nobody in, and for those inside the strictest time runs', async ({ client, assert }) => {
    const { scan, stays, checkIn } = doors(client)
    const site = await gasArea(3)
    const [inside, outside] = [await aWorker(), await aWorker()]
    await scan(site, inside.badge, 'in')
    setAir(site.area, null)
    const refused = await scan(site, outside.badge, 'in')
    assert.deepEqual(refused.reasons.map((one: any) => one.code), ['personnel.co_unknown'])
    const [row] = await stays(site)
    assert.containsSubset(row, { state: 'unknown', co_mg_m3: null, ends_at: null })
    await pass(7)
    await checkIn(site.token, { badge: inside.badge })
    await pass(9)
    assert.isNotNull(await alarmOf('stay_overdue', site.area))
    assert.equal((await scan(site, inside.badge, 'out')).decision, 'grant')
  })

  test('L08 out and in again makes no new time', async ({ client, assert }) => {
    const { scan, stays } = doors(client)
    const site = await gasArea(60)
    const worker = await aWorker()
    await scan(site, worker.badge, 'in')
    await pass(2)
    await scan(site, worker.badge, 'out')
    await pass(1)
    assert.equal((await scan(site, worker.badge, 'in')).decision, 'grant')
    assert.approximately((await stays(site))[0].used, 2 / 30, 0.01)
  })
})

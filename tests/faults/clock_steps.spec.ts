import { DatabaseSync } from 'node:sqlite'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { connectAsync } from 'mqtt'
import { defineEvent, subscribe } from '#app/kernel/events'
import { transact } from '#app/kernel/transaction'
import { shiftAt } from '#app/plant/shift'
import { Engine } from '#modules/telemetry/engine/engine'
import type { EngineConfig, Transition } from '#modules/telemetry/engine/port'
import { gasVerdict } from '#modules/permits/gas'
import type { GasTestRow } from '#modules/permits/rows'
import { addMonths, coveredUntil, daysBetween, endOfDay, startOfDay } from '#modules/personnel/validity'
import { benchConfig } from '#bench/plant'
import { frozenClock } from '#tests/support/clock'
import { BADGE, DemoStory } from '#tests/support/demo_story'
import { FakeTime } from '#tests/support/fake_time'
import { deliver } from '#tests/support/permit_site'
import { machineFolder, POINT } from '#tests/support/real_readings'
import { RunningPlant, until } from '#tests/support/running_plant'

const HOUR = 3_600_000
const BERLIN = 'Europe/Berlin'
/** Clocks forward, clocks back, leap day, last day of the year. */
const ODD_DAYS = [
  { day: '2026-03-29', hours: 23 },
  { day: '2026-10-25', hours: 25 },
  { day: '2028-02-29', hours: 24 },
  { day: '2026-12-31', hours: 24 },
]

const nextDay = (day: string) => new Date(Date.parse(day) + 24 * HOUR).toISOString().slice(0, 10)

/** An engine without threads, on a clock of the test. */
function engineOf(config: EngineConfig) {
  const told: Transition[] = []
  const empty = { points: [], conditions: [], outputs: [], journal: [], losses: [], lastBatch: 0, lastSeq: 0, lastAt: null }
  const engine: Engine = new Engine(empty as never, () => null, {
    send: (batch) => queueMicrotask(() => engine.recorder.stored(batch.id)),
    transition: (_, transition) => void told.push(transition),
  })
  const kinds = async () => {
    await new Promise((resolve) => setTimeout(resolve, 40))
    return told.map(({ kind }) => kind)
  }
  return { engine, told, kinds, ready: engine.configure({ ...config, sources: [] }) }
}

test.group('Clock steps (F12)', () => {
  test('a production server whose clock is set forward and back: on record, nothing false, nothing reopened', async ({ assert }) => {
    const time = new FakeTime()
    const plant = await RunningPlant.prepare(time.env)
    const rows = (sql: string) => {
      const file = new DatabaseSync(`${plant.dataDir}/plant.sqlite`, { readOnly: true })
      try {
        return file.prepare(sql).all() as Record<string, any>[]
      } finally {
        file.close()
      }
    }
    const steps = () => rows("SELECT details FROM audit_entries WHERE action = 'telemetry.clock_stepped' ORDER BY seq").map(({ details }) => JSON.parse(details).by_ms as number)
    try {
      await plant.ace('plant:apply', await machineFolder())
      await plant.startServer()
      const story = new DemoStory(plant)
      const machine = await until('the broker', () => connectAsync(`mqtt://127.0.0.1:${plant.env.MQTT_PORT}`, { username: 'machine', password: 'machine-secret', reconnectPeriod: 0 }).catch(() => null))
      let value = 90
      const sending = setInterval(() => machine.publish('plant/NAB/M1/TEMP', JSON.stringify({ v: (value = value === 90 ? 91 : 90) })), 200)
      const { id } = await story.draft()
      await story.confirmMeasures(id)
      await story.command(BADGE.welder, id, 'submit')

      time.set(7 * 3_600)
      await until('the permit is over', async () => rows('SELECT state FROM permits')[0]!.state === 'expired')
      await until('the step is on record', async () => steps().length === 1)
      assert.approximately(steps()[0]!, 7 * HOUR, 5_000)
      time.set(0)
      await until('the step back is on record', async () => steps().length === 2)
      assert.approximately(steps()[1]!, -7 * HOUR, 5_000)
      await new Promise((resolve) => setTimeout(resolve, 3_000))

      assert.equal(rows('SELECT state FROM permits')[0]!.state, 'expired', 'what was over stays over')
      assert.equal(rows("SELECT count(*) AS n FROM alarms WHERE alarm_class = 'system' AND condition_code LIKE 'system.clock_stepped%'")[0]!.n, 2)
      assert.deepEqual(rows(`SELECT condition_code FROM alarms WHERE point_code = '${POINT}'`), [], 'its sensor spoke all the time')
      const live = await story.as(BADGE.administrator, 'GET', `/api/v1/points/${POINT}`)
      assert.equal(live.body.data.quality, 'good')
      assert.isBelow(Math.abs(Date.now() - live.body.data.ts), 3_000)
      clearInterval(sending)
      await machine.endAsync(true)
    } finally {
      await plant.stop()
      time.remove()
    }
  }).timeout(120_000)

  test('a point goes stale by its own time, whatever the wall clock does', async ({ assert, cleanup }) => {
    const clock = frozenClock()
    cleanup(() => clock.restore())
    const { engine, kinds, told, ready } = engineOf({ ...benchConfig(), points: benchConfig().points.map((point) => ({ ...point, staleAfterMs: 10_000 })) })
    await ready
    const say = (v: number) => engine.ingest([{ point: 'B.1.V', value: v, ts: null, quality: 'good' }])
    void say(1)
    clock.step(2 * HOUR)
    engine.tick()
    clock.step(-3 * HOUR)
    engine.tick()
    void say(2)
    clock.forward(9_900)
    engine.tick()
    assert.notInclude(await kinds(), 'point_lost:B.1.V')
    assert.isFalse(told.some((one) => one.kind === 'point_lost' && one.point === 'B.1.V'), 'not before its time')
    assert.equal(engine.points.get('B.1.V')!.value, 2, 'a sample after a step back is the present')
    clock.forward(200)
    engine.tick()
    await kinds()
    assert.isTrue(told.some((one) => one.kind === 'point_lost' && one.point === 'B.1.V'), 'and not after it')
    assert.deepEqual(told.flatMap((one) => (one.kind === 'clock_stepped' ? [one.byMs] : [])), [2 * HOUR, -3 * HOUR])
  })

  test('three in a row count on over a step back', async ({ assert, cleanup }) => {
    const clock = frozenClock()
    cleanup(() => clock.restore())
    const { engine, told, kinds, ready } = engineOf(benchConfig())
    await ready
    for (const [index, stepMs] of [0, -HOUR, HOUR].entries()) {
      clock.step(stepMs)
      clock.forward(1_000)
      void engine.ingest([{ point: 'B.1.V', value: 200 + index, ts: null, quality: 'good' }])
    }
    await kinds()
    assert.lengthOf(told.filter(({ kind }) => kind === 'alarm_raised'), 1)
  })

  test('a gas test that bears a time to come counts for nothing', ({ assert }) => {
    const level = { gas_positions: ['top'], gas_limits: [] } as never
    const at = Date.UTC(2026, 5, 1, 8)
    const taken = { id: '1', position: 'top', within_limits: true, tested_at: at } as unknown as GasTestRow
    const codes = (now: number) => gasVerdict(level, [taken], { now, validMin: 30, since: null }).reasons.map(({ code }) => code)
    assert.deepEqual(codes(at + 10_000), [])
    assert.deepEqual(codes(at - HOUR), ['permits.gas_test_ahead'])
    assert.deepEqual(codes(at - 2_000), [], 'a clock that is put right by a second or two')
  })

  test('duties wait for no hour that has to come again', async ({ assert, cleanup }) => {
    const clock = frozenClock(Date.now())
    cleanup(() => clock.restore())
    const Happened = defineEvent<{ n: number }>('test.happened_before_a_step')
    const done: number[] = []
    subscribe(Happened, 'test.duty', async ({ payload }) => void done.push(payload.n))
    await transact((tx) => tx.emit(Happened, { n: 1 }))
    const { OutboxDispatcher } = await import('#app/kernel/dispatcher')
    const dispatcher = new OutboxDispatcher()
    clock.step(-HOUR)
    await dispatcher.drain()
    assert.deepEqual(done, [1])
    await deliver()
    assert.lengthOf(await db.from('outbox_deliveries').where('status', 'open'), 0)
  })

  test('days of 23, 24 and 25 hours, leap day and year end: no gap and no overlap (Europe/Berlin)', ({ assert }) => {
    const shifts = [
      { code: 'A', startMinute: 480, endMinute: 960 },
      { code: 'B', startMinute: 960, endMinute: 0 },
      { code: 'C', startMinute: 0, endMinute: 480 },
    ] as never[]
    for (const { day, hours } of ODD_DAYS) {
      const [from, to] = [startOfDay(day, BERLIN), endOfDay(day, BERLIN)]
      assert.equal((to - from) / HOUR, hours, day)
      assert.equal(to, startOfDay(nextDay(day), BERLIN), `${day} ends where the next begins`)
      assert.equal(daysBetween(from, to, BERLIN), 1)
      // A certificate to this day and one from the next on: valid without a gap.
      assert.equal(coveredUntil([{ from, to }, { from: startOfDay(nextDay(day), BERLIN), to: to + HOUR }], from), to + HOUR)
      let before: { startAt: number; endAt: number } | null = null
      for (let at = from; at < to; at += 60_000) {
        const running = shiftAt(shifts, at, BERLIN)
        assert.isNotNull(running, `${new Date(at).toISOString()} has a shift`)
        assert.isTrue(running!.startAt <= at && at < running!.endAt)
        if (before && running!.startAt !== before.startAt) assert.equal(running!.startAt, before.endAt)
        before = running
      }
    }
    assert.equal(addMonths('2028-02-29', 12), '2029-02-28')
    assert.equal(addMonths('2027-12-31', 2), '2028-02-29')
  })
})

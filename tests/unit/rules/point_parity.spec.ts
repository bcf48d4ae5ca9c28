import fc from 'fast-check'
import { test } from '@japa/runner'
import { always, calendarByMinute, type CalendarFacts } from '#app/rules/calendar'
import type { ConditionState } from '#app/rules/condition'
import { mapFormula, parseFormula, type ReadyComparison } from '#app/rules/formula'
import { replayWatched, type WatchedSample } from '#app/rules/watch'
import { Engine } from '#modules/telemetry/engine/engine'
import type { ConditionConfig, EngineConfig, PointConfig, Transition } from '#modules/telemetry/engine/port'
import type { Restored } from '#modules/telemetry/historian/messages'
import { frozenClock } from '#tests/support/clock'

const SECOND = 1_000
/** Monday, 07:59 at the plant: a minute before the day begins. */
const START = Date.UTC(2026, 2, 1, 23, 59)
const DAYTIME: CalendarFacts = { during: { hours: '08:00-08:02' }, shifts: [], timeZone: 'Asia/Shanghai' }
const POINTS = ['GAS.CO', 'FAN.RUN', 'GAS.TEMP']
const STALE_MS = [5 * SECOND, 4 * SECOND, 30 * SECOND]
const EMPTY: Restored = { points: [], conditions: [], outputs: [], journal: [], losses: [], lastBatch: 0, lastSeq: 0, lastAt: null }

const points = POINTS.map((code, at): PointConfig => ({ code, areaCode: 'GAS', unit: '1', min: -1e9, max: 1e9, staleAfterMs: STALE_MS[at]!, frozenAfterMs: null, sourceCode: 'S' }))

function conditionOf(when: string, rest: Partial<ConditionConfig> = {}): ConditionConfig {
  const parsed = parseFormula(when)
  if (!parsed.ok) throw new Error(parsed.error)
  const formula = mapFormula(parsed.value, ({ point, op, limit }): ReadyComparison => ({ input: point === null ? 0 : POINTS.indexOf(point), op, limit: Number(limit), deadband: op === '==' ? 0 : 2 }))
  return { code: 'RULE.X.GAS.CO', pointCode: 'GAS.CO', op: '>', limit: 24, consecutive: 1, deadband: 2, priority: 1, alarmClass: 'gas', outputs: [], formula, others: POINTS.slice(1), ...rest }
}
const simple = (rest: Partial<ConditionConfig> = {}) => conditionOf('value > 24', { formula: null, others: [], ...rest })

interface Plant {
  engine: Engine
  raised: [at: number, value: number][]
  states: Map<string, ConditionState>
}

async function plantOf(condition: ConditionConfig, restored: Partial<Restored> = {}): Promise<Plant> {
  const raised: Plant['raised'] = []
  const states: Plant['states'] = new Map()
  const engine = new Engine({ ...EMPTY, ...restored }, () => null, { send: (batch) => batch.conditions.forEach(({ code, state }) => states.set(code, JSON.parse(JSON.stringify(state)))), transition: () => undefined })
  engine.tell = (told: Transition) => void (told.kind === 'alarm_raised' && raised.push([told.at, told.value]))
  await engine.configure({ version: 1, sources: [], points, conditions: [condition], outputs: [], mqttCredentials: [], inhibits: [], substitutes: [] } satisfies EngineConfig)
  return { engine, raised, states }
}
const give = ({ engine }: Plant, input: number, value: number | null, ts: number) => void engine.ingest([{ point: POINTS[input]!, value: value ?? Number.NaN, ts, quality: value === null ? 'bad' : 'good' } as never]).catch(() => undefined)

interface Reading {
  wait: number
  input: number
  value: number | null
}

/** Second by second: time first, then what comes in that second, one millisecond apart. */
async function live(condition: ConditionConfig, readings: Reading[], silence: number): Promise<{ raised: Plant['raised']; samples: WatchedSample[]; until: number }> {
  const clock = frozenClock(START)
  try {
    const plant = await plantOf(condition)
    const samples: WatchedSample[] = []
    const pass = (seconds: number) => {
      for (let second = 0; second < seconds; second++) {
        clock.forward(SECOND)
        plant.engine.tick()
      }
    }
    for (const { wait, input, value } of readings) {
      pass(wait)
      samples.push({ input, at: clock.now(), value: value ?? Number.NaN, good: value !== null })
      give(plant, input, value, clock.now())
    }
    pass(silence)
    return { raised: plant.raised, samples, until: clock.now() }
  } finally {
    clock.restore()
  }
}

const backtested = async (condition: ConditionConfig, samples: WatchedSample[], until: number) =>
  (await replayWatched(condition, { samples, staleAfterMs: STALE_MS, calendar: condition.hours ? calendarByMinute(condition.hours) : always, until })).map(({ at, value }) => [at, value ?? condition.limit])

const readings = fc.array(
  fc.record({ wait: fc.integer({ min: 1, max: 6 }), input: fc.constantFrom(0, 0, 1, 2), value: fc.option(fc.constantFrom(0, 1, 20, 23, 30, 70), { nil: null, freq: 6 }) }),
  { minLength: 15, maxLength: 60, size: 'max' }
)
const FORMULAS = ['value > 24 && points["FAN.RUN"] == 0', 'value > 24 || points["GAS.TEMP"] > 60', 'value > 24 && (points["FAN.RUN"] == 0 || points["GAS.TEMP"] > 60)', 'value == 0', 'value > 10 && value < 25']
const conditions = fc
  .record({
    when: fc.constantFrom(null, ...FORMULAS),
    window: fc.constantFrom<Partial<ConditionConfig>[]>({}, { consecutive: 2 }, { consecutive: 3 }, { onDelayMs: 3 * SECOND }, { onDelayMs: 20 * SECOND }),
    hours: fc.constantFrom(null, DAYTIME),
  })
  .map(({ when, window, hours }) => (when ? conditionOf(when, { ...window, hours }) : simple({ ...window, hours })))

test.group('Rules of points, live and on the past (N01, T01, F01)', () => {
  test('N01 T01 the engine and a backtest decide the same, byte for byte, over any series, with bad values, silence and hours', async ({ assert }) => {
    let fired = 0
    await fc.assert(
      fc.asyncProperty(conditions, readings, fc.integer({ min: 0, max: 150 }), async (condition, series, silence) => {
        const { raised, samples, until } = await live(condition, series, silence)
        fired += raised.length
        assert.equal(JSON.stringify(await backtested(condition, samples, until)), JSON.stringify(raised))
      }),
      { numRuns: 400 }
    )
    assert.isAbove(fired, 300, 'most rows say something')
  }).timeout(60_000)

  const times = async (condition: ConditionConfig, rows: [wait: number, input: number, value: number | null][], silence = 0) =>
    (await live(condition, rows.map(([wait, input, value]) => ({ wait, input, value })), silence)).raised.map(([at]) => (at - START) / SECOND)

  test('F01 the other point completes the condition: gas over its limit, and then the fan stops', async ({ assert }) => {
    const rule = conditionOf(FORMULAS[0]!)
    assert.deepEqual(await times(rule, [[1, 1, 1], [1, 0, 30], [1, 1, 0]]), [3])
    assert.deepEqual(await times(rule, [[1, 1, 0], [1, 0, 30]]), [2])
    assert.deepEqual(await times(rule, [[1, 1, 1], [1, 0, 30], [1, 1, 1]]), [])
  })

  test('F01 not known neither fires nor ends it: a fan that nobody heard of for long, a bad value', async ({ assert }) => {
    const rule = conditionOf(FORMULAS[0]!)
    assert.deepEqual(await times(rule, [[1, 0, 30], [1, 0, 30]]), [], 'never heard of')
    assert.deepEqual(await times(rule, [[1, 1, 0], [5, 0, 30]]), [], 'the fan’s 0 is older than its 4 s')
    assert.deepEqual(await times(rule, [[1, 1, 0], [1, 1, null], [1, 0, 30]]), [], 'its last value was bad')
    assert.deepEqual(await times(rule, [[1, 1, 0], [1, 0, 30], [1, 1, null], [1, 0, 30], [1, 1, 0], [1, 0, 30]]), [2], 'it was never over in between')
    assert.deepEqual(await times(rule, [[1, 1, 0], [1, 0, 30], [1, 1, 1], [1, 0, 30], [1, 1, 0]]), [2, 5], 'it was over in between')
  })

  test('F01 in a row are readings of the point itself; another point’s reading is not one more', async ({ assert }) => {
    const rule = conditionOf(FORMULAS[0]!, { consecutive: 3 })
    assert.deepEqual(await times(rule, [[1, 1, 0], [1, 0, 30], [1, 1, 0], [1, 0, 30], [1, 1, 0], [1, 0, 30]]), [6])
    assert.deepEqual(await times(rule, [[1, 1, 0], [1, 0, 30], [1, 0, 30], [1, 1, 1], [1, 1, 0], [1, 0, 30], [1, 0, 30], [1, 0, 30]]), [8], 'the fan that ran begins the row anew')
  })

  test('T01 it has lasted so long: it fires when time alone has passed, with no further message', async ({ assert }) => {
    const rule = conditionOf(FORMULAS[0]!, { onDelayMs: 60 * SECOND })
    assert.deepEqual(await times(rule, [[1, 1, 0], [1, 0, 30]], 70), [62])
    assert.deepEqual(await times(rule, [[1, 1, 0], [1, 0, 30], [30, 1, 1]], 70), [], 'the fan ran in between')
  })

  test('T01 the hours open on a value that is bad already: it fires then, by time alone, and goes on holding when they close', async ({ assert }) => {
    assert.deepEqual(await times(simple({ hours: DAYTIME }), [[1, 0, 30]], 200), [60])
    assert.deepEqual(await times(conditionOf(FORMULAS[0]!, { hours: DAYTIME, onDelayMs: 10 * SECOND }), [[1, 1, 0], [1, 0, 30]], 200), [60], 'it has lasted longer already')
    assert.deepEqual(await times(simple({ hours: DAYTIME }), [[1, 0, 30], [1, 0, 10]], 200), [], 'it was over before')
    assert.deepEqual(await times(simple({ hours: DAYTIME }), [[185, 0, 30], [1, 0, 30]], 10), [], 'after hours')
    assert.deepEqual(await times(simple({ hours: DAYTIME }), [[70, 0, 30], [120, 0, 30], [1, 0, 31]]), [70], 'once, although the hours are over meanwhile')
  })

  test('T01 F1 a restart forgets neither the count nor since when it lasts', async ({ assert }) => {
    const clock = frozenClock(START)
    try {
      const rule = conditionOf(FORMULAS[0]!, { onDelayMs: 60 * SECOND })
      const before = await plantOf(rule)
      give(before, 1, 0, clock.now())
      give(before, 0, 30, clock.now())
      await new Promise(setImmediate)
      clock.forward(40 * SECOND)
      const after = await plantOf(rule, { conditions: [...before.states].map(([code, state]) => ({ code, state })) })
      clock.forward(19 * SECOND)
      after.engine.tick()
      assert.lengthOf(after.raised, 0)
      clock.forward(SECOND)
      after.engine.tick()
      assert.deepEqual(after.raised.map(([at]) => at - START), [60 * SECOND])
    } finally {
      clock.restore()
    }
  })
})

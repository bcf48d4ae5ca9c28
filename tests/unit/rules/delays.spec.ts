import fc from 'fast-check'
import { test } from '@japa/runner'
import { backtest, judgeCondition } from '#app/rules/backtest'
import { elapse, evaluate, initialState, type Condition, type ConditionState } from '#app/rules/condition'
import { perMinute, slide, type RateWindow } from '#app/rules/rate'

const DELAYED: Condition = { op: '>', limit: 24, consecutive: 1, deadband: 2, onDelayMs: 10_000, offDelayMs: 5_000 }

type Happening = { at: number; value?: number | null; suppressed?: boolean; good?: boolean }

/** Changes by second over samples (`null`: of bad quality) and times at which only time passes. */
function run(condition: Condition, happenings: readonly Happening[]) {
  const changes: string[] = []
  let state: ConditionState = initialState
  for (const { at, value, suppressed = false, good = true } of happenings) {
    const moment = { at: at * 1_000, suppressed }
    const step = value === undefined ? elapse(state, condition, moment, good) : evaluate(condition, state, value ?? 0, value !== null, moment)
    state = step.state
    if (step.change) changes.push(`${at} ${step.change}`)
  }
  return changes
}

test.group('Delays of a condition', () => {
  test('L06 T01 one bad value and no further message: the alarm comes when the on-delay is over, by time alone', ({ assert }) => {
    assert.deepEqual(run(DELAYED, [{ at: 0, value: 30 }, { at: 9 }, { at: 10 }, { at: 11 }]), ['10 raised'])
  })

  test('L06 a value that was back inside in between begins the on-delay anew; a bad sample does not', ({ assert }) => {
    assert.deepEqual(run(DELAYED, [{ at: 0, value: 30 }, { at: 5, value: 20 }, { at: 6, value: 30 }, { at: 12 }, { at: 16 }]), ['16 raised'])
    assert.deepEqual(run(DELAYED, [{ at: 0, value: 30 }, { at: 5, value: null }, { at: 10, good: false }]), ['10 raised'])
  })

  test('L06 the off-delay clears by time alone, never on a value that is not known, and begins anew beyond the dead-band', ({ assert }) => {
    const raised: Happening[] = [{ at: 0, value: 30 }, { at: 10 }]
    assert.deepEqual(run(DELAYED, [...raised, { at: 20, value: 20 }, { at: 24 }, { at: 25 }]), ['10 raised', '25 cleared'])
    assert.deepEqual(run(DELAYED, [...raised, { at: 20, value: 20 }, { at: 23, value: 23 }, { at: 24, value: 20 }, { at: 28 }, { at: 29 }]), ['10 raised', '29 cleared'])
    assert.deepEqual(run(DELAYED, [...raised, { at: 20, value: 20 }, { at: 60, good: false }]), ['10 raised'])
    assert.deepEqual(run(DELAYED, [...raised, { at: 20, value: 20 }, { at: 22, value: null }, { at: 26, value: 20 }, { at: 31 }]), ['10 raised', '31 cleared'])
  })

  test('T01 the window opens on a value that is bad already: at once without a delay, after the delay with one', ({ assert }) => {
    const plain: Condition = { op: '>', limit: 24, consecutive: 1, deadband: 0 }
    const closed: Happening[] = [{ at: 0, value: 30, suppressed: true }, { at: 50, suppressed: true }]
    assert.deepEqual(run(plain, [...closed, { at: 60 }]), ['60 raised'])
    assert.deepEqual(run(DELAYED, [...closed, { at: 60 }, { at: 69 }, { at: 70 }]), ['70 raised'])
  })

  test('L06 what stands when the window closes is over, and comes again when it opens', ({ assert }) => {
    const plain: Condition = { op: '>', limit: 24, consecutive: 1, deadband: 0 }
    assert.deepEqual(run(plain, [{ at: 0, value: 30 }, { at: 1, suppressed: true }, { at: 2, value: 31, suppressed: true }, { at: 3 }]), ['0 raised', '1 cleared', '3 raised'])
  })

  test('L06 never two raises without a clear between, and never a raise in the closed window, for any row of happenings', ({ assert }) => {
    const happening = fc.record({ wait: fc.integer({ min: 0, max: 12 }), value: fc.option(fc.constantFrom(30, 23, 20, null), { nil: undefined }), suppressed: fc.boolean(), good: fc.boolean() })
    fc.assert(
      fc.property(fc.array(happening, { maxLength: 40 }), fc.constantFrom(0, 10_000), fc.constantFrom(0, 5_000), (row, onDelayMs, offDelayMs) => {
        let at = 0
        const happenings = row.map(({ wait, ...one }) => ({ ...one, at: (at += wait) }))
        const changes = run({ ...DELAYED, onDelayMs, offDelayMs }, happenings).map((change) => change.split(' ')[1])
        changes.forEach((change, index) => assert.equal(change, index % 2 === 0 ? 'raised' : 'cleared'))
        if (happenings.every(({ suppressed }) => suppressed)) assert.lengthOf(changes, 0)
      }),
      { numRuns: 500 }
    )
  })
})

test.group('Rate of change', () => {
  const series = (...pairs: [number, number][]): RateWindow => pairs.reduce<RateWindow>((window, [second, value]) => slide(window, { at: second * 1_000, value }), [])

  test('L06 change for each minute over the last minute; nothing is said of less than half of it', ({ assert }) => {
    assert.isNull(perMinute(series([0, 10], [20, 50])))
    assert.equal(perMinute(series([0, 10], [20, 10], [30, 25])), 30)
    assert.approximately(perMinute(series([0, 0], [60, 0], [120, 12], [150, 12]))!, 8, 0.01)
    assert.isNull(perMinute(series([100, 10], [140, 10], [20, 10])), 'a clock that stepped back begins anew')
  })

  test('L06 a fast point keeps no more than a minute of seconds', ({ assert }) => {
    const fast = Array.from({ length: 2_000 }, (_, index): [number, number] => [index / 10, index])
    assert.isAtMost(series(...fast).length, 75)
    assert.approximately(perMinute(series(...fast))!, 600, 1)
  })

  test('L06 the backtest sees delays and rates as the engine does', async ({ assert }) => {
    const at = (second: number) => new Date(second * 1_000).toISOString()
    const sample = (second: number, value: number) => ({ at: at(second), value, good: true })
    const delayed = await backtest([sample(0, 30), sample(8, 20), sample(20, 30), sample(40, 20)], judgeCondition(DELAYED))
    assert.deepEqual(delayed.map((firing) => firing.at), [at(40)])
    const rising = Array.from({ length: 20 }, (_, index) => sample(index * 10, index < 8 ? 100 : 100 + (index - 7) * 5))
    const fired = await backtest(rising, judgeCondition({ op: '>', limit: 20, consecutive: 1, deadband: 5, measure: 'rate' }))
    assert.lengthOf(fired, 1)
  })
})

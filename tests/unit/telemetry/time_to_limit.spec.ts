import { test } from '@japa/runner'
import { atLeast, risingRate } from '#app/predictions/rising_rate'
import { timeToLimit } from '#modules/telemetry/time_to_limit'

const MINUTE = 60_000
const gate = { leastSamples: 12, coverage: 0.8, noiseTimes: 3, persistence: 0.8, agreement: 0.75 }
const above = { value: 100, side: 'above' as const }
/** Twenty minutes, a sample each; the noise is the same in every run. */
const noise = (index: number) => ((index * 7_919) % 11) / 10 - 0.5
const series = (valueOf: (minute: number) => number | null) => Array.from({ length: 21 }, (_, minute) => ({ ts: minute * MINUTE, value: valueOf(minute) }))
const judge = (samples: ReturnType<typeof series>, limit: { value: number; side: 'above' | 'below' } = above, to = 20 * MINUTE) =>
  timeToLimit(samples, { from: 0, to, staleAfterMs: 2 * MINUTE }, limit, gate)

test.group('Time to a limit', () => {
  test('F14 a steady rise: when it gets there, and by which slope', ({ assert }) => {
    const found = judge(series((minute) => 50 + 2 * minute + noise(minute)))
    assert.equal(found.verdict, 'approaching')
    if (found.verdict !== 'approaching') return
    assert.closeTo(found.slopePerHour, 120, 4)
    assert.closeTo(found.reachedAt / MINUTE, 25, 0.6)
  })

  test('F14 the same downwards', ({ assert }) => {
    const found = judge(series((minute) => 50 - 2 * minute), { value: 0, side: 'below' })
    assert.equal(found.verdict === 'approaching' && Math.round(found.reachedAt / MINUTE), 25)
    assert.equal(judge(series((minute) => 50 - 2 * minute)).verdict, 'steady')
  })

  test('F14 three wild samples don\'t move it', ({ assert }) => {
    const found = judge(series((minute) => (minute % 7 === 3 ? 400 : 50 + 2 * minute)))
    assert.equal(found.verdict === 'approaching' && Math.round(found.reachedAt / MINUTE), 25)
  })

  test('F14 noise alone, a step that stays, a rise that levels off: nothing is foretold', ({ assert }) => {
    assert.equal(judge(series((minute) => 90 + 10 * noise(minute))).verdict, 'steady')
    assert.equal(judge(series((minute) => (minute < 4 ? 50 : 90))).verdict, 'steady')
    assert.equal(judge(series((minute) => 90 - 40 * Math.exp(-minute / 5))).verdict, 'steady')
  })

  test('F14 missing data: unknown rather than false', ({ assert }) => {
    const rise = (minute: number) => 50 + 2 * minute
    assert.deepEqual(judge(series((minute) => (minute % 3 === 0 ? rise(minute) : null))), { verdict: 'unknown', why: 'too_few' })
    assert.deepEqual(judge(series((minute) => (minute > 3 && minute < 10 ? null : rise(minute)))), { verdict: 'unknown', why: 'gaps' })
    assert.deepEqual(judge(series((minute) => (minute > 16 ? null : rise(minute)))), { verdict: 'unknown', why: 'no_present' })
    assert.deepEqual(judge(series(() => Number.NaN)), { verdict: 'unknown', why: 'too_few' })
  })

  test('F14 what is beyond already needs no prediction', ({ assert }) => {
    assert.equal(judge(series((minute) => 81 + minute)).verdict, 'beyond')
  })
})

test.group('Rising rates', () => {
  const days = { recentDays: 7, formerDays: 28 }
  const rule = { leastEvents: 3, chance: 0.05 }

  test('F14 the chance of at least so many', ({ assert }) => {
    assert.closeTo(atLeast(1, 2, 0.5), 0.75, 1e-12)
    assert.closeTo(atLeast(3, 3, 0.2), 0.008, 1e-12)
    assert.equal(atLeast(0, 5, 0.2), 1)
  })

  test('F14 clearly more than usual is rising; as usual, or too few to say, is not', ({ assert }) => {
    assert.equal(risingRate({ recent: 6, former: 4, ...days }, rule)!.usual, 1)
    assert.isNull(risingRate({ recent: 3, former: 12, ...days }, rule))
    assert.isNull(risingRate({ recent: 2, former: 0, ...days }, rule))
  })
})

import { test } from '@japa/runner'
import fc from 'fast-check'
import { gasFaults, gasVerdict } from '#modules/permits/gas'
import type { PinnedLevel } from '#modules/permits/level'
import type { GasTestRow, SamplePosition } from '#modules/permits/rows'

const MIN = 60_000
const level = {
  gas_positions: ['top', 'bottom'],
  gas_limits: [
    { gas: 'CO', unit: 'ppm', max: 24 },
    { gas: 'O2', unit: '%vol', min: 19.5, max: 23.5 },
  ],
} as unknown as PinnedLevel

let serial = 0
const tested = (position: SamplePosition, at: number, good = true): GasTestRow => ({
  id: String(++serial).padStart(6, '0'),
  permit_id: 'p',
  position,
  readings: '[]',
  within_limits: good,
  instrument: 'x',
  calibrated_on: '2026-01-01',
  tester_id: 't',
  tested_at: at,
})
const codes = (tests: GasTestRow[], now: number, since: number | null = null) =>
  gasVerdict(level, tests, { now, validMin: 30, since }).reasons.map(({ code }) => code)

test.group('Gas', () => {
  test('exactly at a limit is within it; beyond, unmeasured or in another unit is not', ({ assert }) => {
    const faults = (co: number, o2: number) => gasFaults(level, [{ gas: 'CO', value: co, unit: 'ppm' }, { gas: 'O2', value: o2, unit: '%vol' }]).length
    assert.equal(faults(24, 19.5), 0)
    assert.equal(faults(24.1, 19.4), 2)
    assert.equal(faults(Number.NaN, 23.6), 2)
    assert.deepEqual(gasFaults(level, [{ gas: 'CO', value: 1, unit: 'mg/m3' }]).map(({ code }) => code), ['permits.gas_unit', 'permits.gas_not_measured'])
  })

  test('every place counts on its own, the newest test of each, the oldest of those for the time', ({ assert }) => {
    assert.deepEqual(codes([tested('top', 0)], MIN), ['permits.gas_test_missing'])
    const both = [tested('top', 0), tested('bottom', 5 * MIN)]
    assert.deepEqual(codes(both, 30 * MIN), [])
    assert.equal(gasVerdict(level, both, { now: 6 * MIN, validMin: 30, since: null }).validUntil, 30 * MIN)
    assert.deepEqual(codes(both, 30 * MIN + 1), ['permits.gas_test_too_old'])
    assert.deepEqual(codes([...both, tested('top', 6 * MIN, false)], 7 * MIN), ['permits.gas_test_failed'])
    assert.deepEqual(codes(both, 10 * MIN, 3 * MIN), ['permits.gas_test_before_stop'])
  })

  test('what is in force now was in force at each instant since its newest test', ({ assert }) => {
    const at = fc.integer({ min: 0, max: 90 })
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom('top', 'bottom'), at, fc.boolean()), { maxLength: 12 }), at, (samples, now) => {
        const tests = samples.map(([position, minute, good]) => tested(position as SamplePosition, minute * MIN, good)).filter((one) => one.tested_at <= now * MIN)
        const inForce = codes(tests, now * MIN).length === 0
        const newest = (position: string) => tests.filter((one) => one.position === position).sort((a, b) => b.tested_at - a.tested_at || b.id.localeCompare(a.id))[0]
        const expected = ['top', 'bottom'].every((position) => {
          const one = newest(position)
          return one !== undefined && Boolean(one.within_limits) && now * MIN - one.tested_at <= 30 * MIN
        })
        assert.equal(inForce, expected)
      })
    )
  })
})

import fc from 'fast-check'
import { test } from '@japa/runner'
import { evaluate, initialState, type Condition, type ConditionState } from '#app/rules/condition'

const HIGH: Condition = { op: '>', limit: 24, consecutive: 3, deadband: 2 }

/** Changes by index over a row of samples; null is one of bad quality. */
function run(condition: Condition, samples: readonly (number | null)[], from: ConditionState = initialState) {
  const changes: string[] = []
  let state = from
  samples.forEach((value, index) => {
    const step = evaluate(condition, state, value ?? 0, value !== null)
    state = step.state
    if (step.change) changes.push(`${index} ${step.change}`)
  })
  return { changes, state }
}

test.group('Condition', () => {
  test('fires on the third sample in a row beyond the limit', ({ assert }) => {
    assert.deepEqual(run(HIGH, [25, 25, 25, 25]).changes, ['2 raised'])
  })

  test('a sample at the limit does not count, and one inside begins the count anew', ({ assert }) => {
    assert.deepEqual(run(HIGH, [25, 25, 24, 25, 25, 25]).changes, ['5 raised'])
  })

  test('a bad sample neither counts nor resets', ({ assert }) => {
    assert.deepEqual(run(HIGH, [25, null, 25, null, null, 25]).changes, ['5 raised'])
    assert.deepEqual(run(HIGH, [25, 25, 25, null, null]).changes, ['2 raised'])
  })

  test('one excursion, one firing: until it is back inside by the dead-band', ({ assert }) => {
    assert.deepEqual(run(HIGH, [25, 25, 25, 23, 25, 25, 25]).changes, ['2 raised'])
    assert.deepEqual(run(HIGH, [25, 25, 25, 22, 25, 25, 25]).changes, ['2 raised', '3 cleared', '6 raised'])
  })

  test('a count goes on where a restart found it', ({ assert }) => {
    const { state } = run(HIGH, [25, 25])
    assert.deepEqual(run(HIGH, [25], state).changes, ['0 raised'])
  })

  test('low limits are the mirror of high ones', ({ assert }) => {
    const low: Condition = { op: '<', limit: 19.5, consecutive: 2, deadband: 0.1 }
    assert.deepEqual(run(low, [19.4, 19.5, 19.4, 19.4, 19.55, 19.6]).changes, ['3 raised', '5 cleared'])
  })

  test('against a plain count over the whole row, for any row', ({ assert }) => {
    const sample = fc.oneof(fc.integer({ min: 200, max: 280 }).map((tenths) => tenths / 10), fc.constant(null))
    fc.assert(
      fc.property(fc.array(sample, { maxLength: 60 }), (samples) => {
        const expected: string[] = []
        let inRow = 0
        let active = false
        samples.forEach((value, index) => {
          if (value === null) return
          inRow = value > 24 ? inRow + 1 : 0
          if (!active && inRow >= 3) expected.push(`${index} raised`)
          else if (active && value <= 22) expected.push(`${index} cleared`)
          if (inRow >= 3) active = true
          else if (value <= 22) active = false
        })
        assert.deepEqual(run(HIGH, samples).changes, expected)
      }),
      { numRuns: 500 }
    )
  })
})

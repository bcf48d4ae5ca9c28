import fc from 'fast-check'
import { test } from '@japa/runner'
import { mapFormula, parseFormula, sampleOf, type Formula, type ReadyComparison } from '#app/rules/formula'

const CO = 'points["GAS2.AT201.CO"]'
const parsed = (text: string) => {
  const answer = parseFormula(text)
  return answer.ok ? answer.value : `✕ ${answer.error}`
}
const INPUTS = ['value', 'FAN', 'TEMP']
/** Over `value`, FAN and TEMP, each with a dead-band of 2. */
function said(text: string, values: (number | null)[]) {
  const answer = parseFormula(text)
  if (!answer.ok) throw new Error(answer.error)
  const ready: Formula<ReadyComparison> = mapFormula(answer.value, ({ point, op, limit }) => ({ input: INPUTS.indexOf(point ?? 'value'), op, limit: Number(limit), deadband: 2 }))
  return sampleOf(ready, (input) => values[input] ?? null)
}

test.group('Formulas of rules of points', () => {
  test('F01 and binds closer than or, brackets closer than both; other points are named by their codes', ({ assert }) => {
    const own = { point: null, op: '>', limit: 'h' }
    const fan = { point: 'BF1.FAN1.RUN', op: '==', limit: 0 }
    const co = { point: 'GAS2.AT201.CO', op: '>=', limit: 'hh' }
    assert.deepEqual(parsed('value > h'), own)
    assert.deepEqual(parsed(`value > h && points['BF1.FAN1.RUN'] == 0 || ${CO} >= hh`), { any: [{ all: [own, fan] }, co] })
    assert.deepEqual(parsed(`value > h && (points["BF1.FAN1.RUN"] == 0 || ${CO}>=hh)`), { all: [own, { any: [fan, co] }] })
    assert.deepEqual(parsed('value < -1.5'), { point: null, op: '<', limit: -1.5 })
  })

  test('F01 F20 what is no formula is refused, whatever it is: {$self}')
    .with(['value >', 'value > h &&', 'value > h h', '1 > value', '(value > h', 'value > h)', 'values > h', 'value > hhh', 'value > 1.2.3', 'points[GAS] > 1', 'value > h; drop', '__proto__ > 1', 'value > process.exit(1)', `${'('.repeat(40)}value > h${')'.repeat(40)}`, Array.from({ length: 30 }, () => 'value > 1').join(' && ')])
    .run(({ assert }, text) => assert.match(String(parsed(text)), /^✕/))

  test('F01 any text at all is refused or parsed, in no time', ({ assert }) => {
    const pieces = fc.array(fc.constantFrom('value', ' ', '>', '&&', '||', '(', ')', 'h', '1', 'points["A"]', '==', '"', '[', '💥'), { maxLength: 40 })
    fc.assert(fc.property(pieces, (row) => assert.isBoolean(parseFormula(row.join('')).ok)), { numRuns: 500 })
  })

  test('F01 what is not known is neither true nor false: it leaves open what the rest leaves open', ({ assert }) => {
    const both = 'value > 24 && points["FAN"] == 0'
    assert.equal(said(both, [30, 0]), 'beyond')
    assert.equal(said(both, [30, null]), 'unknown')
    assert.equal(said(both, [null, 0]), 'unknown')
    assert.equal(said(both, [null, 1]), 'inside', 'a fan that runs makes it false, whatever the gas is')
    assert.equal(said(both, [10, null]), 'inside')
    const either = 'value > 24 || points["FAN"] == 0'
    assert.equal(said(either, [30, null]), 'beyond')
    assert.equal(said(either, [10, null]), 'unknown')
    assert.equal(said(either, [null, null]), 'unknown')
  })

  test('F01 it is over only when it would be false with every value within its dead-band', ({ assert }) => {
    const both = 'value > 24 && points["TEMP"] > 60'
    assert.equal(said(both, [30, null, 70]), 'beyond')
    assert.equal(said(both, [23, null, 70]), 'between')
    assert.equal(said(both, [23, null, 59]), 'between')
    assert.equal(said(both, [22, null, 70]), 'inside')
    assert.equal(said(both, [23, null, null]), 'between', 'it may be within the dead-band of what is not known')
    assert.equal(said(both, [20, null, null]), 'inside')
  })

  test('F01 knowing more never turns an answer round', ({ assert }) => {
    const leaf = fc.constantFrom('value > 24', 'value < 10', 'points["FAN"] == 0', 'points["FAN"] != 2', 'points["TEMP"] >= 60')
    const formula = fc.letrec<{ node: string }>((tie) => ({ node: fc.oneof({ maxDepth: 3 }, leaf, fc.tuple(tie('node'), fc.constantFrom('&&', '||'), tie('node')).map(([one, sign, other]) => `(${one} ${sign} ${other})`)) })).node
    const values = fc.array(fc.constantFrom(0, 5, 23, 30, 60, 70), { minLength: 3, maxLength: 3 })
    fc.assert(
      fc.property(formula, values, fc.array(fc.boolean(), { minLength: 3, maxLength: 3 }), (text, all, hidden) => {
        const [full, less] = [said(text, all), said(text, all.map((value, at) => (hidden[at] ? null : value)))]
        if (less === 'beyond' || less === 'inside') assert.equal(full, less, text)
        assert.notEqual(full, 'unknown')
      }),
      { numRuns: 300 }
    )
  })
})

import { test } from '@japa/runner'
import fc from 'fast-check'
import { compileExpression } from '#app/kernel/expressions'
import { comparisonsIn, expressionOf, type Comparisons } from '#kiosk/pages/rules/comparisons'

const text = fc.string({ maxLength: 12, unit: fc.constantFrom('a', '煤', '"', '\\', ' ', '&', '|', '&& ', '\n', '>') })
const figure = fc.integer({ min: -1_000_000, max: 1_000_000 }).map((whole) => whole / 100)
const row = fc.oneof(
  fc.record({ field: fc.constant('value'), op: fc.constantFrom('>', '>=', '<', '<=', '==', '!='), value: figure }),
  fc.record({ field: fc.constantFrom('level', 'areaCode'), op: fc.constantFrom('==', '!='), value: text }),
  fc.record({ field: fc.constant('areaCode'), op: fc.constant('in'), value: fc.array(text, { minLength: 1, maxLength: 4 }) }),
  fc.record({ field: fc.constant('major'), op: fc.constant('=='), value: fc.boolean() })
)
const comparisons = fc.record({ join: fc.constantFrom('all', 'any'), rows: fc.array(row, { maxLength: 5 }) }) as fc.Arbitrary<Comparisons>

test.group('Conditions in lines', () => {
  test('F13 what a person puts together comes back as it was, whatever stands in the texts', ({ assert }) => {
    fc.assert(
      fc.property(comparisons, (made) => {
        const back = comparisonsIn(expressionOf(made))
        assert.deepEqual(back?.rows, made.rows)
        if (made.rows.length > 1) assert.equal(back?.join, made.join)
      })
    )
  })

  test('F13 each is an expression that the rules take', ({ assert }) => {
    const variables = { value: 'number', level: 'text', areaCode: 'text', major: 'bool' } as const
    fc.assert(
      fc.property(comparisons, (made) => {
        if (made.rows.length === 0) return
        const compiled = compileExpression(expressionOf(made), variables, 'bool')
        assert.isTrue(compiled.ok, compiled.ok ? '' : `${expressionOf(made)}: ${compiled.error}`)
      })
    )
  })

  test('a limit of the point goes by its name', ({ assert }) => {
    const made: Comparisons = { join: 'all', rows: [{ field: 'value', op: '>', value: 'hh' }] }
    assert.equal(expressionOf(made), 'value > hh')
    assert.deepEqual(comparisonsIn('value > hh'), made)
  })

  test('what was written otherwise is left as it is', ({ assert }) => {
    for (const written of ['size(xs) == 2', 'a && b', '(value > 1 || value < 0) && level == "x"', 'value > 1 && level == "x" || major == true'])
      assert.isNull(comparisonsIn(written), written)
  })
})

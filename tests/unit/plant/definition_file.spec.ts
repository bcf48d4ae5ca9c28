import fc from 'fast-check'
import { test } from '@japa/runner'
import { definitionText } from '#app/plant/actions/export_definitions'
import { same } from '#app/plant/configuration/changes'
import { readDefinitionFile } from '#app/plant/configuration/definition_file'

const read = (text: string, env: NodeJS.ProcessEnv = {}) => readDefinitionFile('areas.yaml', text, env)

test.group('Definition files', () => {
  test('a fault is found where it is written', ({ assert }) => {
    const file = read('- code: A\n  name: x\n- code: B\n  limits: { h: 24,\n            hh: 20 }\n')
    assert.deepEqual(file.faults, [])
    assert.deepEqual(file.locate(1, ['limits', 'hh']), { line: 5, column: 17 })
    assert.deepEqual(file.locate(1, ['name']), { line: 3, column: 3 }, 'a missing field: its entry')
    assert.deepEqual(file.locate(0), { line: 1, column: 3 })
  })

  test('what is no YAML, no list or no set of fields is a fault with its place', ({ assert }) => {
    assert.containSubset(read('- code: A\n  name: "x\n').faults, [{ file: 'areas.yaml' }])
    assert.containSubset(read('code: A\n').faults, [{ line: 1, column: 1 }])
    assert.containSubset(read('- code: A\n- just text\n').faults, [{ line: 2, column: 3 }])
    assert.lengthOf(read('- code: A\n  code: B\n').faults, 1, 'a field named twice')
  })

  test('variables are put in with their defaults, numbers as numbers', ({ assert }) => {
    const text =
      '- { code: A, port: "${PORT_X:1502}", host: "${HOST_X:10.0.0.1}" }\n- code: B\n  port: ${PORT_X:1502}\n'
    assert.deepEqual(read(text).rows, [
      { code: 'A', port: '1502', host: '10.0.0.1' },
      { code: 'B', port: 1502 },
    ])
    assert.deepEqual(read(text, { PORT_X: '99' }).rows[1], { code: 'B', port: 99 })
    assert.deepEqual(read('- port: ${PORT_X+2:15023}\n', { PORT_X: '100' }).rows, [{ port: 102 }])
    assert.deepEqual(read('- port: ${PORT_X+2:15023}\n').rows, [{ port: 15023 }])
  })

  test('a variable without value and default is a fault', ({ assert }) => {
    assert.containSubset(read('- code: A\n  host: ${NOWHERE}\n').faults, [
      { line: 2, column: 9, message: 'The variable NOWHERE is not set and has no default.' },
    ])
  })

  test("a variable's value can't change the structure of the file", ({ assert }) => {
    const hostile = 'x\n- code: B'
    assert.deepEqual(read('- code: ${NAME}\n', { NAME: hostile }).rows, [{ code: hostile }])
  })

  test('an alias bomb is refused rather than unfolded', ({ assert }) => {
    const bomb = [
      '- &a [x, x]',
      ...[...'bcdefgh'].map((name, i) => `- &${name} [${Array(9).fill(`*${'abcdefgh'[i]}`)}]`),
    ]
    assert.isNotEmpty(read(bomb.join('\n')).faults)
  })

  test('what is exported reads back as it was', ({ assert }) => {
    const text = fc.string({
      unit: fc.constantFrom('a', ' ', '"', "'", ':', '#', '-', '\n', '$', '{', '}', '煤', '0', 'é', '!', '&'),
    })
    const value = fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.array(text, { maxLength: 3 }))
    const row = fc.record({
      code: text,
      name: value,
      limits: fc.record({ h: value }),
      when: fc.constantFrom('08:00', '2026-03-01', 'yes', '0x1'),
    })
    fc.assert(
      fc.property(fc.array(row, { maxLength: 4 }), (rows) => {
        const back = read(definitionText(rows))
        assert.deepEqual(back.faults, [])
        assert.isTrue(same(back.rows, rows), JSON.stringify(back.rows))
      }),
      { numRuns: 300, examples: [[[{ code: ' \n', name: ' \n\n a', limits: { h: 0 }, when: 'yes' }]]] }
    )
  })

  test('secrets are not exported', ({ assert }) => {
    assert.notInclude(definitionText([{ code: 'A', pin: '246810' }], ['pin']), '246810')
  })
})

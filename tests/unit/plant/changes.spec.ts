import { test } from '@japa/runner'
import { changesOf, same } from '#app/plant/configuration/changes'
import { check } from '#app/plant/configuration/check'
import type { DefinitionKind } from '#app/plant/definitions'
import vine from '@vinejs/vine'

const lamp: DefinitionKind<any> = {
  kind: 'lamps',
  order: 1,
  schema: vine.object({ code: vine.string(), watts: vine.number({ strict: true }).optional() }),
  secrets: { key: async (row) => row.key === 'stored' },
  validate: (rows) =>
    rows.flatMap(({ watts }, row) => (watts > 100 ? [{ row, path: ['watts'], message: 'Too bright.' }] : [])),
  current: async () => [],
  apply: async () => {},
}
const context = { known: () => new Set<string>() }

test.group('Changes of configuration', () => {
  test('only what the file names and what differs is a change', async ({ assert }) => {
    const current = [
      { code: 'A', watts: 60, colour: null },
      { code: 'B', watts: 40, colour: 'red' },
    ]
    const found = await changesOf(lamp, [{ code: 'A' }, { code: 'B', watts: 50 }, { code: 'C' }], current)
    assert.equal(found.unchanged, 1)
    assert.deepEqual(found.changes, [
      {
        key: 'B',
        type: 'changed',
        fields: [{ field: 'watts', from: 40, to: 50 }],
        row: { code: 'B', watts: 50, colour: 'red' },
      },
      { key: 'C', type: 'added', fields: [{ field: 'code', from: null, to: 'C' }], row: { code: 'C' } },
    ])
  })

  test('a secret is compared by its own test and never shown', async ({ assert }) => {
    const current = [{ code: 'A' }]
    assert.lengthOf((await changesOf(lamp, [{ code: 'A', key: 'stored' }], current)).changes, 0)
    const { changes } = await changesOf(lamp, [{ code: 'A', key: 'another' }], current)
    assert.notInclude(JSON.stringify(changes[0]!.fields), 'another')
  })

  test('null and absent are the same, at every depth; order counts in lists', ({ assert }) => {
    assert.isTrue(same({ a: 1, limits: { h: null } }, { a: 1, limits: {}, b: null }))
    assert.isFalse(same([1, 2], [2, 1]))
    assert.isFalse(same({ a: [] }, { a: {} }))
    assert.isFalse(same({ a: '1' }, { a: 1 }))
  })

  test('misspelt fields, doubled keys, wrong types and the room’s own faults come all at once', async ({ assert }) => {
    const rows = [
      { code: 'A', wats: 1 },
      { code: 'B' },
      { code: 'B' },
      { code: 'C', watts: 'x' },
      { code: 'D', watts: 200 },
      {},
    ]
    const faults = await check(lamp, rows, context)
    assert.sameDeepMembers(
      faults.map(({ row, path }) => `${row} ${path?.join('.')}`),
      ['0 wats', '2 code', '3 watts', '4 watts', '5 code']
    )
  })
})

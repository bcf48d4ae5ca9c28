import { test } from '@japa/runner'
import fc from 'fast-check'
import { choose, chosenItem, filterItems, indexOf, moveBy, offsetFor } from '#tui/console/selection'
import type { Item } from '#tui/console/view'

const item = (key: string): Item => ({ key, search: () => key.toLowerCase(), cells: () => [], detail: () => [] })
const items = fc
  .uniqueArray(fc.string({ minLength: 1, maxLength: 4, unit: fc.constantFrom('a', 'b', '1', '煤') }), { maxLength: 40 })
  .map((keys) => keys.map(item))
const page = fc.integer({ min: 1, max: 15 })

test.group('selection', () => {
  test('the hand stays inside the list and on the screen', ({ assert }) => {
    fc.assert(
      fc.property(items, page, fc.array(fc.integer({ min: -50, max: 50 }), { maxLength: 12 }), (list, rows, moves) => {
        let choice = { key: null as string | null, index: 0, offset: 0 }
        for (const steps of moves) {
          choice = moveBy(choice, steps, list, rows)
          const index = indexOf(choice, list)
          if (list.length === 0) return assert.equal(index, -1)
          assert.isTrue(index >= 0 && index < list.length)
          assert.isTrue(index >= choice.offset && index < choice.offset + rows)
          assert.isTrue(choice.offset >= 0 && choice.offset <= Math.max(0, list.length - rows))
        }
      })
    )
  })

  test('new items above do not move the hand to another one', ({ assert }) => {
    fc.assert(
      fc.property(items, items, fc.nat(), (list, more, at) => {
        fc.pre(list.length > 0)
        const choice = choose({ key: null, index: 0, offset: 0 }, at % list.length, list, 10)
        const above = more.filter((one) => !list.some((other) => other.key === one.key))
        assert.equal(chosenItem(choice, [...above, ...list])!.key, choice.key)
      })
    )
  })

  test('when the chosen one has gone, the hand keeps its place', ({ assert }) => {
    const list = ['a', 'b', 'c'].map(item)
    const choice = choose({ key: null, index: 0, offset: 0 }, 1, list, 10)
    assert.equal(chosenItem(choice, [list[0]!, list[2]!])!.key, 'c')
    assert.equal(chosenItem(choice, [list[0]!])!.key, 'a')
    assert.isNull(chosenItem(choice, []))
  })

  test('a filter keeps the order, and every word of it counts', ({ assert }) => {
    fc.assert(
      fc.property(items, fc.string({ maxLength: 3, unit: fc.constantFrom('a', 'b', '1', ' ') }), (list, filter) => {
        const kept = filterItems(list, filter)
        assert.deepEqual(
          kept,
          list.filter((one) => kept.includes(one))
        )
        for (const one of list) {
          const fits = filter.split(/\s+/).every((word) => one.search().includes(word))
          assert.equal(kept.includes(one), fits)
        }
      })
    )
  })

  test('the list scrolls no further than it must', ({ assert }) => {
    assert.equal(offsetFor(0, 4, 5, 20), 0)
    assert.equal(offsetFor(0, 5, 5, 20), 1)
    assert.equal(offsetFor(10, 9, 5, 20), 9)
    assert.equal(offsetFor(18, 19, 5, 20), 15)
  })
})

import { test } from '@japa/runner'
import fc from 'fast-check'
import { columnWidths, tableLine } from '#tui/console/columns'
import type { Column } from '#tui/console/view'
import { VIEWS } from '#tui/console/views'
import { lineWidth, span } from '#tui/lib/line'

const column = fc.record({
  title: fc.constant('x'),
  width: fc.integer({ min: 1, max: 20 }),
  grow: fc.integer({ min: 0, max: 3 }),
  spare: fc.integer({ min: 0, max: 4 }),
})
const used = (widths: number[]) => {
  const shown = widths.filter((width) => width > 0)
  return shown.reduce((sum, width) => sum + width, 0) + Math.max(0, shown.length - 1)
}

test.group('columns', () => {
  test('they never need more than there is, and growing ones take all that is left', ({ assert }) => {
    fc.assert(
      fc.property(
        fc.array(column, { minLength: 1, maxLength: 8 }),
        fc.integer({ min: 0, max: 160 }),
        (columns, width) => {
          const widths = columnWidths(columns, width)
          assert.isAtMost(used(widths), width)
          const fits = columns.every((one, index) => widths[index]! >= one.width || widths[index] === 0)
          const grows = columns.some((one, index) => one.grow > 0 && widths[index]! > 0)
          if (fits && grows) assert.equal(used(widths), width)
          assert.equal(
            lineWidth(
              tableLine(
                columns.map(() => span('煤气区二')),
                columns,
                widths
              )
            ),
            used(widths)
          )
        }
      )
    )
  })

  test('who is spared leaves first, who must stay stays', ({ assert }) => {
    const columns: Column[] = [
      { title: 'a', width: 10, spare: 0 },
      { title: 'b', width: 10, spare: 2 },
      { title: 'c', width: 10, spare: 1 },
    ]
    assert.deepEqual(columnWidths(columns, 32), [10, 10, 10])
    assert.deepEqual(columnWidths(columns, 31), [10, 0, 10])
    assert.deepEqual(columnWidths(columns, 12), [10, 0, 0])
  })

  test('on the smallest screen each view keeps what it is about', ({ assert }) => {
    for (const view of Object.values(VIEWS)) {
      const widths = columnWidths(view.columns, 42)
      for (const [index, one] of view.columns.entries())
        if (one.spare === 0) assert.isAbove(widths[index]!, 2, `${view.id} ${one.title}`)
    }
  })
})

import { test } from '@japa/runner'
import fc from 'fast-check'
import { usualBoard } from '#tests/support/board_fixture'
import { context } from '#tests/support/terminal_words'
import { kpiPanel } from '#tui/lib/kpi_lines'
import { lineWidth, plainText } from '#tui/lib/line'
import { balanceOf, stretchAt, type Corner } from '#tui/lib/outline'
import { mapLines } from '#tui/lib/plant_map'
import { sparkline } from '#tui/lib/sparkline'
import { scaleOf, trendLines } from '#tui/lib/trend'
import { numberText, passedLimit } from '#tui/lib/values'

const value = fc.option(
  fc.integer({ min: -5_000, max: 5_000 }).map((whole) => whole / 10),
  { nil: null }
)

test.group('charts of characters', () => {
  test('a trend has exactly its size, gaps and all', ({ assert }) => {
    fc.assert(
      fc.property(
        fc.array(value, { maxLength: 80 }),
        fc.integer({ min: 12, max: 90 }),
        fc.integer({ min: 2, max: 20 }),
        (values, width, height) => {
          const samples = values.map((one, index) => ({ ts: index * 1_000, value: one }))
          const lines = trendLines(
            samples,
            { from: 0, to: Math.max(1, values.length - 1) * 1_000, limits: [24, 160] },
            width,
            height
          )
          if (values.every((one) => one === null)) return assert.deepEqual(lines, [])
          assert.lengthOf(lines, height)
          for (const line of lines) assert.equal(lineWidth(line), width)
        }
      )
    )
  })

  test('what is unknown is a gap in the trend, not a line across it', ({ assert }) => {
    const flat = (values: (number | null)[]) =>
      trendLines(
        values.map((one, index) => ({ ts: index, value: one })),
        { from: 0, to: values.length - 1, limits: [] },
        63,
        2
      )
        .map(plainText)
        .join('')
    const dots = (text: string) => [...text].filter((letter) => letter >= '\u2801' && letter <= '\u28FF').length
    const whole = Array.from({ length: 60 }, () => 5)
    const torn = whole.map((one, index) => (index > 20 && index < 40 ? null : one))
    assert.isBelow(dots(flat(torn)), dots(flat(whole)) - 12)
  })

  test('limits that are near are on the chart, far ones do not flatten it', ({ assert }) => {
    assert.deepEqual(scaleOf([20, 30], [24, 40]), { low: 20, high: 40 })
    assert.deepEqual(scaleOf([20, 30], [5_000]), { low: 20, high: 30 })
    assert.deepEqual(scaleOf([7, 7], []), { low: 6, high: 8 })
  })

  test('a line of bars shows the newest values, unknown ones as dots', ({ assert }) => {
    assert.equal(sparkline([1, 2, null, 8], 3), '▂·█'.replace('▂', '▁'))
    assert.equal(sparkline([null, null], 5), '··')
    assert.equal(sparkline([], 5), '')
    assert.equal(sparkline([3, 3], 5), '▄▄')
  })

  test('the map keeps its size at any, in both languages, and wide names shift nothing', ({ assert }) => {
    const board = usualBoard()
    fc.assert(
      fc.property(
        fc.integer({ min: 24, max: 150 }),
        fc.integer({ min: 6, max: 45 }),
        fc.constantFrom('en' as const, 'zh-CN' as const),
        (width, height, language) => {
          const lines = mapLines(board.areas, context(language), width, height, 'GAS2')
          assert.lengthOf(lines, height)
          for (const line of lines) assert.equal(lineWidth(line), width, plainText(line))
        }
      )
    )
  })

  test('the map says alarm, closed, unknown and people without colour', ({ assert }) => {
    const text = mapLines(usualBoard().areas, context('zh-CN'), 120, 36, null).map(plainText).join('\n')
    assert.match(text, /煤气区二/)
    assert.match(text, /■1 ✕ ▒1 2人/)
  })

  test('a label stands inside its area, also in an L', ({ assert }) => {
    const corner: Corner[] = [
      [100, 0],
      [200, 0],
      [200, 100],
      [0, 100],
      [0, 60],
      [100, 60],
    ]
    const [x, y] = balanceOf(corner)
    const stretch = stretchAt(corner, x, y)!
    assert.isTrue(stretch[0] <= x && x <= stretch[1])
    assert.deepEqual(stretchAt(corner, 150, 30), [100, 200])
    assert.deepEqual(stretchAt(corner, 150, 80), [0, 200])
    assert.isNull(stretchAt(corner, 150, 500))
    assert.deepEqual(
      balanceOf([
        [0, 0],
        [10, 0],
        [10, 4],
        [0, 4],
      ]),
      [5, 2]
    )
  })

  test('figures that are too many for one column stand in two, and what is left over is counted', ({ assert }) => {
    const board = usualBoard()
    board.kpis = Array.from({ length: 11 }, (_, index) => ({ ...board.kpis[index % 6]!, code: `room.figure_${index}` }))
    const words = context('en')
    const two = kpiPanel(board, words, 70, 6)
    assert.lengthOf(two, 6)
    assert.lengthOf(
      [
        ...two
          .map(plainText)
          .join()
          .matchAll(/figure/g),
      ],
      11
    )
    const short = kpiPanel(board, words, 40, 6)
    assert.lengthOf(short, 6)
    assert.equal(plainText(short[5]!), '↓ +6')
    assert.lengthOf(kpiPanel(board, words, 40, 11), 11)
  })

  test('numbers keep three digits that count', ({ assert }) => {
    assert.deepEqual([186, 31.42, 2.204, 0.0412, 0, 123456.789, 1.23e9, Number.NaN].map(numberText), [
      '186',
      '31.4',
      '2.20',
      '0.041',
      '0',
      '123457',
      '1.23e+9',
      '?',
    ])
  })

  test('a value at its limit has reached it', ({ assert }) => {
    const point = usualBoard().points.items[5]!
    const at = (reading: number) => passedLimit({ ...point, value: reading })
    assert.deepEqual([1, 2, 3, 4, 9, 14, 15, 16, 20].map(at), ['ll', 'll', 'l', 'l', null, 'h', 'h', 'hh', 'hh'])
  })
})

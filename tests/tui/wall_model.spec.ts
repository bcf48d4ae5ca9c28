import { test } from '@japa/runner'
import fc from 'fast-check'
import { BOARD_AT, floodedBoard, overflowingBoard, usualBoard } from '#tests/support/board_fixture'
import { context } from '#tests/support/terminal_words'
import { plainText } from '#tui/lib/line'
import { entryLine, happenings } from '#tui/wall/alarm_log'
import { wallLayout, type WallRect } from '#tui/wall/layout'
import { WallModel } from '#tui/wall/model'
import { holdersOf, keepPlaces, mostDeviating } from '#tui/wall/slots'
import { toTags } from '#tui/wall/tags'
import { TrendMemory } from '#tui/wall/trend_memory'

const overlap = (a: WallRect, b: WallRect): boolean =>
  a.left < b.left + b.width && b.left < a.left + a.width && a.top < b.top + b.height && b.top < a.top + a.height

test.group('wall', () => {
  test('panels never overlap and never leave the screen', ({ assert }) => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60, max: 250 }),
        fc.integer({ min: 20, max: 80 }),
        fc.integer({ min: 0, max: 9 }),
        (columns, rows, holders) => {
          const layout = wallLayout(columns, rows, holders)!
          const rects = [
            layout.header,
            layout.map,
            layout.log,
            ...layout.trends,
            ...layout.holders,
            layout.kpis,
            layout.keys,
          ]
          for (const [index, rect] of rects.entries()) {
            assert.isTrue(rect.width >= 3 && rect.left >= 0 && rect.left + rect.width <= columns)
            assert.isTrue(rect.height >= 1 && rect.top >= 0 && rect.top + rect.height <= rows)
            for (const other of rects.slice(index + 1))
              assert.isFalse(overlap(rect, other), `${JSON.stringify(rect)} ${JSON.stringify(other)}`)
          }
        }
      )
    )
    assert.isNull(wallLayout(59, 24, 2))
  })

  test('who stays among the six keeps its place', ({ assert }) => {
    assert.deepEqual(keepPlaces([], ['a', 'b', 'c'], 3), ['a', 'b', 'c'])
    assert.deepEqual(keepPlaces(['a', 'b', 'c'], ['c', 'd', 'a'], 3), ['a', 'd', 'c'])
    const codes = fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), { maxLength: 6 })
    fc.assert(
      fc.property(codes, codes, (before, chosen) => {
        const places = keepPlaces(before, chosen, 6)
        assert.deepEqual(places.filter((code) => code !== null).sort(), [...chosen].sort())
        for (const [index, code] of before.entries()) if (chosen.includes(code)) assert.equal(places[index], code)
      })
    )
  })

  test('the most deviating are the known ones nearest to or beyond a limit', ({ assert }) => {
    const codes = mostDeviating(usualBoard().points.items, 6)
    assert.deepEqual(codes.slice(0, 3), ['GAS2.AT201.CO', 'GAS2.AT202.CO', 'BF8.PT801.P'])
    assert.notInclude(codes, 'GAS2.AT204.CO')
  })

  test('gas holders are the levels in percent', ({ assert }) => {
    assert.deepEqual(
      holdersOf(usualBoard().points.items).map((point) => point.code),
      ['GAS1.LT101.L', 'GAS2.LT201.L']
    )
  })

  test('the log tells what happened between two boards, once and in order', ({ assert }) => {
    const before = usualBoard().alarms.items
    const after = usualBoard().alarms.items.filter((alarm) => alarm.id !== 'a-holder')
    Object.assign(after[0]!, { state: 'active_acknowledged', acknowledgedAt: BOARD_AT + 1_000 })
    Object.assign(after[1]!, { state: 'latched', clearedAt: BOARD_AT + 2_000 })
    after.push({ ...after[2]!, id: 'new', state: 'active_unacknowledged', raisedAt: BOARD_AT + 500 })
    const told = happenings(before, after, BOARD_AT + 3_000).map(({ happening, alarm }) => `${happening} ${alarm.id}`)
    assert.deepEqual(told, ['raised new', 'acknowledged a-co-hh', 'cleared a-co-h', 'reset a-holder'])
    assert.deepEqual(happenings(after, after, BOARD_AT), [])
    // In a flood the board carries only the first: what is missing was pushed out, not reset.
    const pushedOut = happenings(before, before.slice(0, 2), BOARD_AT, false)
    assert.deepEqual(pushedOut, [])
  })

  test('what stood before the wall came up is not told as new', ({ assert }) => {
    const entries = happenings(null, usualBoard().alarms.items, BOARD_AT)
    assert.deepEqual([...new Set(entries.map((entry) => entry.happening))], ['standing'])
    assert.match(
      plainText(entryLine(entries.at(-1)!, context('zh-CN'), 60)),
      /^09:04:30 ■1 未解除 煤气区二 一氧化碳浓度高高 186 ppm$/
    )
    // Where there is no room for both, the area leaves and the value stays.
    assert.match(plainText(entryLine(entries.at(-1)!, context('zh-CN'), 44)), /^09:04:30 ■1 未解除 一氧化碳浓度高高 186 ppm$/)
    assert.match(plainText(entryLine(entries.at(-1)!, context('zh-CN'), 38)), /^09:04:30 ■1 未解除 一氧.*高高 186 ppm$/)
  })

  test('a day of a flood fills neither the log nor the memory', ({ assert }) => {
    const model = new WallModel()
    for (let second = 0; second < 700; second++) model.take({ ...overflowingBoard(), at: BOARD_AT + second * 1_000 })
    assert.isAtMost(model.log.length, 200)
    assert.isAtMost(model.memory.samples('GAS2.AT1.VERYLONGCODE', 10_000).length, 600)
  }).timeout(30_000)

  test('L06 in a flood the log says that a line stands for many, however narrow it is', ({ assert }) => {
    const [line] = happenings(null, floodedBoard().alarms.items, BOARD_AT).filter(({ alarm }) => alarm.group)
    assert.include(plainText(entryLine(line!, context('en'), 80)), 'Gas area 2: 200 alarms')
    assert.match(plainText(entryLine(line!, context('en'), 40)), /Gas .*…: 200 alarms$/)
  })

  test('memory: one sample a second, unknown stays unknown', ({ assert }) => {
    const memory = new TrendMemory()
    for (const at of [0, 250, 500, 1_000]) memory.take({ ...usualBoard(), at })
    assert.deepEqual(memory.samples('GAS2.AT203.CO', 9), [
      { at: 0, value: 3 },
      { at: 1_000, value: 3 },
    ])
    assert.deepEqual(
      memory.samples('GAS2.AT204.CO', 9).map((sample) => sample.value),
      [null, null]
    )
  })

  test('braces in a name are letters', ({ assert }) => {
    assert.equal(toTags([[{ text: '{red-bg}x{/}', tone: 'quiet' }]], false), '{open}red-bg{close}x{open}/{close}')
    assert.equal(toTags([[{ text: 'a', tone: 'deny', bold: true }]], true), '{#B3001B-bg}{#FFFFFF-fg}{bold}a{/}')
  })
})

import { test } from '@japa/runner'
import fc from 'fast-check'
import { emptyBoard, overflowingBoard, usualBoard } from '#tests/support/board_fixture'
import { messagesIn } from '#tests/support/terminal_words'
import * as replies from '#tests/support/terminal_replies'
import { pictureOf, type World } from '#tui/console/facts'
import { LEAST_COLUMNS, LEAST_ROWS } from '#tui/console/layout'
import { badgesOf, paint } from '#tui/console/paint'
import { MouseReader } from '#tui/console/mouse_reader'
import { pressesOf, type Press } from '#tui/console/presses'
import { startState, type ConsoleState } from '#tui/console/state'
import { update } from '#tui/console/update'
import { VIEW_IDS } from '#tui/console/view'
import { lineWidth, plainText, type Line } from '#tui/lib/line'
import type { Link } from '#tui/lib/link'
import { parseSafely } from '#tui/lib/api_client'
import type { BoardSnapshot } from '#app/board/snapshot'

const received = (board: BoardSnapshot): BoardSnapshot => parseSafely(JSON.stringify(board)) as BoardSnapshot
const boards = [received(usualBoard()), received(emptyBoard()), received(overflowingBoard()), null]
const audit = [
  {
    seq: 1,
    at: 0,
    actor_name: null,
    action: 'a.b',
    subject_type: 'x',
    subject_id: 'y',
    details: { long: '详情'.repeat(200) },
  },
]
const MACHINE_NOW = 1_000_000

function worldOf(
  board: BoardSnapshot | null,
  columns: number,
  rows: number,
  more: Partial<Link> = {},
  language: 'en' | 'zh-CN' = 'zh-CN'
): World {
  const link: Link = {
    state: board ? 'live' : 'lost',
    board,
    receivedAt: board ? MACHINE_NOW : null,
    fault: board ? null : { kind: 'unreachable' },
    ...more,
  }
  const trend = {
    pointCode: 'GAS2.AT201.CO',
    failed: false,
    from: 0,
    to: 3_600_000,
    history: replies.trend(0, 3_600_000),
    samples: [
      { ts: 0, value: 1 },
      { ts: 1_800_000, value: null },
      { ts: 3_600_000, value: 400 },
    ],
  }
  return {
    link,
    source: {
      board,
      audit,
      inbox: {
        tasks: [{ kind: 'x', title_key: 'tui.product', params: {}, link: '/x', due_at: 5, priority: 9 }],
        notices: [],
      },
      rules: board && replies.ruleFiles(board.at),
      points: board && board.points.items.map(replies.pointReply),
      load: board && replies.load(board.at),
      sources: board && replies.sourceFiles(board.at, board.points.items),
      trial: board && { rule: 'HAZARD-CLUSTER', report: replies.trial(board.at - 1e9, board.at) },
    },
    messages: messagesIn(language),
    trend,
    machineNow: MACHINE_NOW,
    columns,
    rows,
  }
}

const paintIn = (state: ConsoleState, world: World) => {
  const picture = pictureOf(state, world)!
  return {
    layout: picture.layout,
    panes: paint(
      state,
      picture,
      { link: world.link, url: 'http://x', machineNow: MACHINE_NOW, person: '孙立' },
      ['why'],
      badgesOf(world.link.board)
    ),
  }
}

const press: fc.Arbitrary<Press> = fc.oneof(
  fc
    .constantFrom(...'jkgGl h/:?ar123456789xq煤 esdbtuno+-'.split(''))
    .map((text): Press => ({ kind: 'key', name: 'text', text })),
  fc
    .constantFrom(
      'up',
      'down',
      'page_up',
      'page_down',
      'home',
      'end',
      'enter',
      'escape',
      'tab',
      'left',
      'right',
      'backspace'
    )
    .map((name) => ({ kind: 'key', name, text: '' }) as Press),
  fc.record({
    kind: fc.constant('mouse' as const),
    action: fc.constantFrom('click' as const, 'wheel_up' as const, 'wheel_down' as const),
    column: fc.integer({ min: 0, max: 170 }),
    row: fc.integer({ min: 0, max: 60 }),
  })
)

test.group('frame', () => {
  test('every pane has exactly its size: any board, any screen, after any keys', ({ assert }) => {
    const exact = (what: string, lines: Line[], width: number, height: number) => {
      assert.lengthOf(lines, height, what)
      for (const line of lines) assert.equal(lineWidth(line), width, `${what}: ${plainText(line)}`)
    }
    fc.assert(
      fc.property(
        fc.constantFrom(...boards),
        fc.integer({ min: LEAST_COLUMNS, max: 170 }),
        fc.integer({ min: LEAST_ROWS, max: 60 }),
        fc.constantFrom(...VIEW_IDS),
        fc.array(press, { maxLength: 15 }),
        fc.constantFrom('en' as const, 'zh-CN' as const),
        (board, columns, rows, view, presses, language) => {
          const world = worldOf(board, columns, rows, {}, language)
          let state = startState(view)
          for (const one of presses) {
            const picture = pictureOf(state, world)!
            state = update(state, one, {
              items: picture.items,
              layout: picture.layout,
              detailLines: picture.detail.length,
              now: picture.context.now,
              t: world.messages.t,
            }).state
          }
          const { layout, panes } = paintIn(state, world)
          exact('header', panes.header, columns, 3)
          exact('nav', panes.nav, layout.nav.width, layout.nav.height)
          exact('list', panes.list, layout.list.width, layout.list.height)
          exact('detail', panes.detail, layout.detail!.width, layout.detail!.height)
          exact('footer', panes.footer, columns, 2)
          const height = layout.place === 'below' ? layout.list.height + 1 + layout.detail!.height : layout.nav.height
          assert.equal(3 + height + 2, rows)
        }
      ),
      { numRuns: 300 }
    )
  })

  test('too small a screen is said, not drawn', ({ assert }) => {
    assert.isNull(pictureOf(startState('alarms'), worldOf(boards[0]!, 59, 24)))
    assert.isNull(pictureOf(startState('alarms'), worldOf(boards[0]!, 80, 15)))
  })

  test('N10 in a drill a small console says so, and still shows the time and that the plant is watched', ({ assert }) => {
    const board = usualBoard()
    const drill = { id: 'd-1', name: '2#转炉煤气柜区煤气泄漏综合演练', areaCode: 'GAS2', areaName: '煤气区二', areaNameEn: 'Gas area 2', startedAt: 0, until: board.at + 3_540_000, alarms: 2, unacknowledged: 2, stopsOpen: 1, missing: 1, expected: 3, alarm: null }
    for (const language of ['zh-CN', 'en'] as const) {
      const { panes } = paintIn(startState('alarms'), worldOf({ ...board, drill }, 80, 24, {}, language))
      const header = panes.header.map(plainText).join('\n')
      for (const part of ['DRILL', '59', '09:05:12']) assert.include(header, part)
      assert.match(header, /♥.*♥/)
    }
  })

  test('a lost connection brackets what was known and says how old it is', ({ assert }) => {
    const world = worldOf(
      boards[0]!,
      160,
      50,
      { state: 'lost', receivedAt: MACHINE_NOW - 12_000, fault: { kind: 'unreachable' } },
      'en'
    )
    const { panes } = paintIn(startState('points'), world)
    const header = panes.header.map(plainText).join('\n')
    assert.include(header, 'lost · data 12 s old')
    assert.include(header, '■?(1)')
    assert.include(header, 'engine ?')
    assert.include(header, 'the present is unknown')
    assert.notMatch(panes.list.map(plainText).join('\n'), /186 ppm/)
  })

  test('in a flood the list says that it has only the first', ({ assert }) => {
    const { panes } = paintIn(startState('alarms'), worldOf(boards[2]!, 160, 50, {}, 'en'))
    assert.include(plainText(panes.list[0]!), 'first 300 of 30048')
  })

  test('the shapes and words are there without any colour', ({ assert }) => {
    const { panes } = paintIn(startState('alarms'), worldOf(boards[0]!, 80, 24))
    const list = panes.list.map(plainText).join('\n')
    assert.match(list, /▸ ■1/)
    assert.include(list, '未确认')
  })

  test('a paste or a fast hand is read letter by letter', ({ assert }) => {
    assert.deepEqual(
      pressesOf('a煤\r', {}).map((one) => one.kind === 'key' && `${one.name}${one.text}`),
      ['texta', 'text煤', 'enter']
    )
    assert.deepEqual(pressesOf('', { upArrow: true }), [{ kind: 'key', name: 'up', text: '' }])
    assert.deepEqual(pressesOf('c', { ctrl: true }), [])
  })

  test('the mouse is picked out of the input, also when a report comes in pieces', ({ assert }) => {
    const reports = '\u001B[<0;5;7M\u001B[<0;5;7mjj\u001B[<64;100;200M\u001B[A\u001B[<65;1;1M'
    const expected = [
      { kind: 'mouse', action: 'click', column: 4, row: 6 },
      { kind: 'mouse', action: 'wheel_up', column: 99, row: 199 },
      { kind: 'mouse', action: 'wheel_down', column: 0, row: 0 },
    ]
    fc.assert(
      fc.property(fc.nat(reports.length), fc.nat(reports.length), (one, other) => {
        const [first, second] = [Math.min(one, other), Math.max(one, other)]
        const reader = new MouseReader()
        const pieces = [reports.slice(0, first), reports.slice(first, second), reports.slice(second)]
        assert.deepEqual(
          pieces.flatMap((piece) => reader.push(piece)),
          expected as never
        )
      })
    )
  })
})

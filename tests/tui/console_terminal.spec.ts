import { test } from '@japa/runner'
import { emptyBoard, overflowingBoard, usualBoard } from '#tests/support/board_fixture'
import { FakeServer } from '#tests/support/fake_server'
import { TmuxTerminal, widestRow } from '#tests/support/tmux_terminal'
import { widthOf } from '#tui/lib/text_width'
import type { BoardSnapshot } from '#app/board/snapshot'

const SIZES = [
  { columns: 80, rows: 24 },
  { columns: 160, rows: 50 },
]
const BOARDS: Record<string, () => BoardSnapshot> = {
  usual: usualBoard,
  empty: emptyBoard,
  overflowing: overflowingBoard,
}

/** An escape sequence that sets a colour. */
const COLOUR = new RegExp(`${'\u001B'}\\[[\\d;]*(?:3[0-8]|4[0-8]|9[0-7])`)

/** Cells in front of the rule between the views and the list: the same in every row, or a wide letter was counted wrong. */
const ruleColumns = (rows: string[]): number[] => [
  ...new Set(rows.slice(3, -2).map((row) => widthOf(row.slice(0, row.indexOf('│'))))),
]

test.group('console in a real terminal', (group) => {
  let server: FakeServer
  let terminal: TmuxTerminal

  group.each.setup(() => {
    terminal = new TmuxTerminal()
    return async () => {
      await terminal.stop()
      await server.stop()
    }
  })

  async function open(
    board: BoardSnapshot,
    size: { columns: number; rows: number },
    more = '',
    env: Record<string, string> = {}
  ) {
    server = new FakeServer(board)
    await server.start()
    await terminal.start(`node ace.js tui --url ${server.url} ${more}`, {
      ...size,
      env: { REDLINE_TOKEN: server.token, ...env },
    })
  }

  for (const size of SIZES)
    for (const [kind, board] of Object.entries(BOARDS))
      test(`${kind} board, ${size.columns}×${size.rows}: every view fits and stays in its lines, in both languages`, async ({
        assert,
      }) => {
        await open(board(), size, '--lang zh')
        await terminal.until('the overview', (text) => text.includes('▸1 总览') && text.includes('● 实时'))
        for (const [language, first] of [
          ['zh', '▸1 总览'],
          ['en', '▸1 Overview'],
        ] as const) {
          await terminal.type(`:lang ${language}`)
          await terminal.press('Enter', '1')
          await terminal.until(`the words of ${language}`, (text) => text.includes(first))
          for (const key of '123456789') {
            await terminal.press(key)
            await terminal.until(`view ${key}`, (text) => text.includes(`▸${key} `))
            const rows = await terminal.settled()
            assert.isAtMost(widestRow(rows), size.columns)
            assert.lengthOf(rows, size.rows)
            assert.lengthOf(ruleColumns(rows), 1, rows.join('\n'))
          }
        }
        assert.equal(await terminal.scrolledAway(), 0)
      }).timeout(120_000)

  test('keys, mouse and resize', async ({ assert }) => {
    await open(usualBoard(), SIZES[0]!, '--lang zh --view alarms')
    await terminal.until('the alarms', (text) => /▸ ■1/.test(text))
    await terminal.press('j')
    await terminal.until('the second alarm chosen', (text) => /▸ ◆3/.test(text))
    await terminal.press('Enter')
    await terminal.until('the detail open', (text) => text.includes('↑↓ 滚动'))
    await terminal.press('Escape')
    await terminal.until('the list again', (text) => /▸ ◆3/.test(text))

    await terminal.mouse('wheel_down', 30, 6)
    await terminal.until('the wheel moving down', (text) => /▸ ▲2/.test(text))
    await terminal.mouse('click', 30, 5)
    await terminal.until('the clicked first row', (text) => /▸ ■1/.test(text))
    await terminal.mouse('click', 4, 8)
    await terminal.until('the clicked view', (text) => text.includes('▸6 测点'))

    await terminal.resize(160, 50)
    await terminal.until(
      'the limits column of a wide screen',
      (text) => text.split('\n').length === 50 && text.includes('最近 60 分钟')
    )
    await terminal.resize(70, 20)
    await terminal.until('the small screen', (text) => text.split('\n').length === 20 && text.includes('▸6 测点'))
    assert.isAtMost(widestRow(await terminal.rows()), 70)
    await terminal.resize(40, 10)
    await terminal.until('the honest word', (text) => text.includes('终端窗口太小'))
  }).timeout(60_000)

  test(':q gives the terminal back as it was', async ({ assert }) => {
    await open(usualBoard(), SIZES[0]!)
    await terminal.until('the console', (text) => text.includes('▸1 '))
    await terminal.type(':q')
    await terminal.press('Enter')
    const text = await terminal.until('the shell', (screen) => screen.includes('ended with 0'))
    assert.notInclude(text, '▸1 ')
    await terminal.mouse('click', 3, 3)
    assert.isFalse(await terminal.mouseIsOn())
  }).timeout(40_000)

  test('ctrl-c ends it too, in the middle of a note, and nothing was sent', async ({ assert }) => {
    await open(usualBoard(), SIZES[0]!, '--view alarms --lang zh')
    await terminal.until('the alarms', (text) => /▸ ■1/.test(text))
    await terminal.type('a处置')
    await terminal.until('the note', (text) => text.includes('处置▏'))
    await terminal.press('C-c')
    await terminal.until('the shell', (screen) => screen.includes('ended with 0'))
    assert.isFalse(await terminal.mouseIsOn())
    assert.isEmpty(server.requests.filter((one) => one.path.includes('acknowledge')))
  }).timeout(40_000)

  for (const command of ['tui', 'wall'])
    test(`${command}: ended from outside, it gives the terminal back`, async ({ assert }) => {
      server = new FakeServer(usualBoard())
      await server.start()
      const env = { REDLINE_TOKEN: server.token }
      await terminal.start(`node ace.js ${command} --url ${server.url} --lang zh`, { ...SIZES[0]!, env })
      await terminal.until('the board', (text) => text.includes('● 实时'))
      await terminal.terminate()
      await terminal.until('the shell', (text) => text.includes('ended with'))
      assert.isFalse(await terminal.mouseIsOn())
      assert.isTrue(await terminal.cursorIsOn())
    }).timeout(40_000)

  test('server gone and back: age and unknown, then live again', async ({ assert }) => {
    await open(usualBoard(), SIZES[0]!, '--lang en --view points')
    await terminal.until('live', (text) => text.includes('● live') && text.includes('186 ppm'))
    const port = Number(new URL(server.url).port)
    await server.stop()
    await terminal.until('the loss', (text) => /lost · data \d+ s old/.test(text))
    const old = await terminal.until(
      'that nothing is known now',
      (text) => text.includes('engine ?') && text.includes('the present is unknown')
    )
    assert.notInclude(old, '↑↑ 186 ppm')
    assert.include(old, '▒ unknown')
    server = new FakeServer(usualBoard())
    await server.start(port)
    await terminal.until('live again', (text) => text.includes('● live') && text.includes('186 ppm'))
  }).timeout(60_000)

  test('signs in by badge and PIN', async ({ assert }) => {
    await open(usualBoard(), SIZES[0]!, '--lang zh', { REDLINE_TOKEN: '' })
    await terminal.until('the question', (text) => text.includes('工牌号'))
    await terminal.type('10001007')
    await terminal.press('Enter')
    await terminal.type('246810')
    assert.notInclude(await terminal.until('dots', (text) => text.includes('••••••')), '246810')
    await terminal.press('Enter')
    await terminal.until('the console', (text) => text.includes('孙立') && text.includes('▸1 总览'))
  }).timeout(40_000)

  test('no colour when asked: by option and by NO_COLOR', async ({ assert }) => {
    await open(usualBoard(), SIZES[0]!, '--no-color --view alarms')
    await terminal.until('the alarms', (text) => /▸ ■1/.test(text))
    assert.notMatch(await terminal.painted(), COLOUR)
    await terminal.stop()
    terminal = new TmuxTerminal()
    await terminal.start(`env NO_COLOR=1 node ace.js tui --url ${server.url} --view alarms`, {
      ...SIZES[0]!,
      env: { REDLINE_TOKEN: server.token },
    })
    await terminal.until('the alarms', (text) => /▸ ■1/.test(text))
    assert.notMatch(await terminal.painted(), COLOUR)
  }).timeout(40_000)
})

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
/** An escape sequence that sets a colour. */
const COLOUR = new RegExp(`${'\u001B'}\\[[\\d;]*(?:3[0-8]|4[0-8]|9[0-7])`)

const BOARDS: Record<string, () => BoardSnapshot> = {
  usual: usualBoard,
  empty: emptyBoard,
  overflowing: overflowingBoard,
}

test.group('wall in a real terminal', (group) => {
  let server: FakeServer
  let terminal: TmuxTerminal

  group.each.setup(() => {
    terminal = new TmuxTerminal()
    return async () => {
      await terminal.stop()
      await server.stop()
    }
  })

  async function open(board: BoardSnapshot, size: { columns: number; rows: number }, language: string, more = '') {
    server = new FakeServer(board)
    await server.start()
    await terminal.start(`node ace.js wall --url ${server.url} --lang ${language} ${more}`, {
      ...size,
      env: { REDLINE_TOKEN: server.token },
    })
  }

  for (const size of SIZES)
    for (const [kind, board] of Object.entries(BOARDS))
      test(`${kind} board, ${size.columns}×${size.rows}: every panel has its frame, in both languages`, async ({
        assert,
      }) => {
        await open(board(), size, 'zh')
        await terminal.until('the board', (text) => text.includes('● 实时'))
        for (const live of ['● 实时', '● live']) {
          await terminal.until('the board in its words', (text) => text.includes(live))
          const rows = await terminal.settled()
          assert.isAtMost(widestRow(rows), size.columns)
          // The right edge of the last panel stands in the last column of every row of the panels.
          for (const row of rows.slice(3, -1)) {
            assert.equal(widthOf(row.trimEnd()), size.columns, rows.join('\n'))
            assert.match(row.trimEnd(), /[│┐┘]$/)
          }
          assert.notMatch(rows.join('\n'), /null|NaN|undefined|Error/)
          await terminal.press('l')
        }
      }).timeout(60_000)

  test('keys: language, resize, quit with the terminal as it was', async ({ assert }) => {
    await open(usualBoard(), SIZES[0]!, 'zh')
    await terminal.until('the Chinese wall', (text) => text.includes('区域图') && text.includes('▸') === false)
    await terminal.press('l')
    await terminal.until('the English wall', (text) => text.includes('Area map') && text.includes('CO very high'))
    await terminal.resize(160, 50)
    await terminal.until(
      'charts',
      (text) => text.split('\n').length === 50 && /CO east o[^│]* ↑↑ 186 ppm/.test(text)
    )
    await terminal.press('q')
    const text = await terminal.until('the shell', (screen) => screen.includes('ended with 0'))
    assert.notInclude(text, 'Area map')
  }).timeout(40_000)

  test('signs in by badge and PIN before it draws', async ({ assert }) => {
    server = new FakeServer(usualBoard())
    await server.start()
    await terminal.start(`node ace.js wall --url ${server.url} --lang zh`, { ...SIZES[0]!, env: { REDLINE_TOKEN: '' } })
    await terminal.until('the badge', (text) => text.includes('工牌号'))
    await terminal.type('10001007')
    await terminal.press('Enter')
    await terminal.until('the PIN', (text) => text.includes('PIN 码'))
    await terminal.type('246810')
    assert.notInclude(await terminal.text(), '246810')
    await terminal.press('Enter')
    await terminal.until('the wall', (text) => text.includes('● 实时'))
  }).timeout(40_000)

  test('no colour when asked: shapes, words and bars of letters say it all', async ({ assert }) => {
    await open(usualBoard(), SIZES[1]!, 'en', '--no-color')
    const text = await terminal.until('the wall', (screen) => screen.includes('● live'))
    await terminal.settled()
    assert.notMatch(await terminal.painted(), COLOUR)
    assert.match(text, /BFG holder level +78\.2 % █+░+/)
    assert.include(text, '■1 ✕ ▒1')
  }).timeout(40_000)

  test('an acknowledgement appears in the log', async () => {
    await open(usualBoard(), SIZES[1]!, 'zh')
    await terminal.until('the log', (text) => text.includes('■1 未解除'))
    Object.assign(server.board.alarms.items[0]!, {
      state: 'active_acknowledged',
      acknowledgedAt: server.board.at + 5_000,
    })
    server.push()
    await terminal.until('the entry', (text) => text.includes('09:05:17 ■1 已确认'))
  }).timeout(40_000)

  test('server gone: nothing passes for the present', async ({ assert }) => {
    await open(usualBoard(), SIZES[1]!, 'en')
    await terminal.until('live', (text) => text.includes('● live') && text.includes('↑↑ 186 ppm'))
    await server.stop()
    const text = await terminal.until(
      'the loss',
      (screen) => /lost · data \d+ s old/.test(screen) && screen.includes('engine ?')
    )
    assert.notInclude(text, '↑↑ 186 ppm')
    assert.match(text, /CO east o[^│]* ▒ unknown/)
    server = new FakeServer(usualBoard())
    await server.start()
  }).timeout(40_000)

  test('no server at all is said, and is not an empty plant', async ({ assert }) => {
    server = new FakeServer(usualBoard())
    await server.start()
    await terminal.start('node ace.js wall --url http://127.0.0.1:9 --lang zh', {
      ...SIZES[0]!,
      env: { REDLINE_TOKEN: 'x' },
    })
    const text = await terminal.until('the reason', (screen) => screen.includes('连不上服务器'))
    assert.include(text, '▒ 未知')
    assert.notInclude(text, '没有报警')
  }).timeout(40_000)
})

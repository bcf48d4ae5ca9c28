import type { Assert } from '@japa/assert'
import type { TestContext } from '@japa/runner/core'
import type { BoardSnapshot } from '#app/board/snapshot'
import { usualBoard } from '#tests/support/board_fixture'
import { FakeServer } from '#tests/support/fake_server'
import { TmuxTerminal, widestRow } from '#tests/support/tmux_terminal'
import { widthOf } from '#tui/lib/text_width'

export const SIZES = [
  { columns: 80, rows: 24 },
  { columns: 160, rows: 50 },
]
export type Size = (typeof SIZES)[number]

/** The console in a real terminal against a server of the test's own; both end with the test. */
export async function consoleIn(cleanup: TestContext['cleanup'], size: Size, args: string, prepare: (server: FakeServer, board: BoardSnapshot) => void = () => undefined): Promise<{ server: FakeServer; terminal: TmuxTerminal }> {
  const board = usualBoard()
  const server = new FakeServer(board)
  prepare(server, board)
  await server.start()
  const terminal = new TmuxTerminal()
  cleanup(async () => {
    await terminal.stop()
    await server.stop()
  })
  await terminal.start(`node ace.js tui --url ${server.url} ${args}`, { ...size, env: { REDLINE_TOKEN: server.token } })
  return { server, terminal }
}

/** Nothing wider than the screen, nothing pushed off it, and the rule beside the views as straight as it should be. */
export async function fits(terminal: TmuxTerminal, size: Size, assert: Assert): Promise<string> {
  const rows = await terminal.settled()
  const text = rows.join('\n')
  assert.lengthOf(rows, size.rows)
  assert.isAtMost(widestRow(rows), size.columns, text)
  assert.lengthOf([...new Set(rows.slice(3, -2).map((row) => widthOf(row.slice(0, row.indexOf('│')))))], 1, text)
  assert.equal(await terminal.scrolledAway(), 0)
  return text
}

/** What stands right of the last rule, without any blanks: a sentence is the same sentence wherever its lines break. */
export const detailOf = (text: string): string =>
  text
    .split('\n')
    .slice(3, -2)
    .map((row) => row.slice(row.lastIndexOf('│') + 1))
    .join('')
    .replace(/\s+/g, '')
export const squeezed = (text: string): string => text.replace(/\s+/g, '')

/** A terminal can't tell escape and a letter from alt and the letter: what comes next waits until the list has the keys again. */
export async function goBack(terminal: TmuxTerminal): Promise<void> {
  await terminal.press('Escape')
  await terminal.until('the keys of the list', (text) => text.split('\n').at(-1)!.startsWith('?'))
}

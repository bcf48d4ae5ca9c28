import { test } from '@japa/runner'
import { usualBoard } from '#tests/support/board_fixture'
import { sourceFiles } from '#tests/support/terminal_replies'
import { context } from '#tests/support/terminal_words'
import { keyOf } from '#tui/console/close_up'
import { VIEWS } from '#tui/console/views'
import { plainText } from '#tui/lib/line'

test('T02 a bad value of a source is unknown with its cause, not its last number', ({ assert }) => {
  const board = usualBoard()
  const [file] = sourceFiles(board.at, board.points.items)
  const bad = { ...file!, members: file!.members.map((member) => ({ ...member, value: -328, quality: 'bad' as const, fault: 'out_of_range' })) }
  const closeUp = { kind: 'source' as const, code: bad.code }
  const source = { board, audit: null, inbox: null, sources: [bad], closer: { key: keyOf(closeUp), seen: { kind: 'source' as const, file: bad }, fault: null } }
  const text = VIEWS.sources.items(source, context('en'))![0]!.detail(70, 30).map(plainText).join('\n')
  assert.include(text, '▒ out of range')
  assert.notInclude(text, '-328')
})

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { photographTerminal, terminalPage } from '#tests/support/terminal_picture'

test.group('pictures of the terminal', () => {
  test('each letter stands in its cell, a Chinese one takes two', ({ assert }) => {
    const page = terminalPage('a煤b', 10, 1)
    const lefts = [...page.matchAll(/left:(\d+)px;top:0px;width:(\d+)px/g)].map(([, left, width]) => [
      Number(left),
      Number(width),
    ])
    assert.deepEqual(lefts, [
      [0, 9],
      [9, 18],
      [27, 9],
    ])
  })

  test('colours: basic, of the 256 table, true, inverse, and back to plain', ({ assert }) => {
    const colourOf = (painted: string) => /color:([^;"]+)/.exec(terminalPage(painted, 5, 1).split('<main>')[1]!)?.[1]
    assert.equal(colourOf('\u001B[31mx'), '#D24A43')
    assert.equal(colourOf('\u001B[38;5;196mx'), 'rgb(255,0,0)')
    assert.equal(colourOf('\u001B[38;5;240mx'), 'rgb(88,88,88)')
    assert.equal(colourOf('\u001B[38;2;1;2;3mx'), 'rgb(1,2,3)')
    assert.equal(colourOf('\u001B[31m\u001B[0mx'), '#D5DADF')
    assert.include(terminalPage('\u001B[7mx', 5, 1), 'background:#D5DADF')
  })

  test('what is on the screen is text, not markup', ({ assert }) => {
    assert.include(terminalPage('<b>&', 9, 1), '&lt;')
    assert.notInclude(terminalPage('<b>', 9, 1), '<b>')
  })

  test('a photograph is a PNG of the size of the screen', async ({ assert }) => {
    const folder = await mkdtemp(join(tmpdir(), 'redline-picture-'))
    const file = join(folder, 'screen.png')
    await photographTerminal('\u001B[41m报警\u001B[0m ok', { columns: 20, rows: 3 }, file)
    const png = await readFile(file)
    await rm(folder, { recursive: true })
    assert.equal(png.subarray(1, 4).toString(), 'PNG')
    assert.deepEqual([png.readUInt32BE(16), png.readUInt32BE(20)], [20 * 9 + 24, 3 * 18 + 24])
  }).timeout(30_000)
})

import { test } from '@japa/runner'
import fc from 'fast-check'
import { parseSafely } from '#tui/lib/api_client'
import { clean, cut, cutMiddle, fit, keepEnd, widthOf, wrap } from '#tui/lib/text_width'

const letters = ['a', 'Z', '7', ' ', '.', '红', '线', '（', '。', '℃', '■', '▒', 'é', '한', '↑', 'ｱ']
const text = fc.array(fc.constantFrom(...letters), { maxLength: 60 }).map((parts) => parts.join(''))
const width = fc.integer({ min: 0, max: 50 })

test.group('text width', () => {
  test('a fitted text has exactly its width, whichever letters it has', ({ assert }) => {
    fc.assert(
      fc.property(text, width, fc.constantFrom('left' as const, 'right' as const), (value, cells, align) => {
        assert.equal(widthOf(fit(value, cells, align)), cells)
      })
    )
  })

  test('a cut text is never wider, and says that it was cut', ({ assert }) => {
    fc.assert(
      fc.property(text, width, (value, cells) => {
        const short = cut(value, cells)
        assert.isAtMost(widthOf(short), cells)
        if (widthOf(value) > cells && cells > 0) assert.isTrue(short.endsWith('…'))
        else if (cells > 0) assert.equal(short, value)
      })
    )
  })

  test('what is cut in the middle keeps both ends and is never wider', ({ assert }) => {
    assert.equal(cutMiddle('LDG holder 2 west CO far too high (HH)', 30), 'LDG holder 2 we… too high (HH)')
    fc.assert(
      fc.property(text, width, (value, cells) => {
        const short = cutMiddle(value, cells)
        assert.isAtMost(widthOf(short), cells)
        if (widthOf(value) <= cells) assert.equal(short, value)
        else if (cells > 0) assert.include(short, '…')
      })
    )
  })

  test('kept ends are the end of the text', ({ assert }) => {
    fc.assert(
      fc.property(text, width, (value, cells) => {
        const end = keepEnd(value, cells)
        assert.isAtMost(widthOf(end), cells)
        assert.isTrue(value.endsWith(end.replace(/^…/, '')))
      })
    )
  })

  test('wrapped lines fit and lose no letter', ({ assert }) => {
    fc.assert(
      fc.property(text, fc.integer({ min: 2, max: 40 }), (value, cells) => {
        const lines = wrap(value, cells)
        for (const line of lines) assert.isAtMost(widthOf(line), cells)
        assert.equal(lines.join('').replaceAll(' ', ''), value.replaceAll(' ', ''))
      })
    )
  })

  test('a word stays whole where it can', ({ assert }) => {
    assert.deepEqual(wrap('gas alarm at 煤气区二 now', 12), ['gas alarm at', '煤气区二 now'])
    assert.deepEqual(wrap('unbelievable', 5), ['unbel', 'ievab', 'le'])
  })

  test('Chinese takes two cells', ({ assert }) => {
    assert.equal(widthOf('煤气区二'), 8)
    assert.equal(fit('煤气', 3), '煤…')
  })

  test('what people wrote can not steer the terminal', ({ assert }) => {
    assert.equal(clean('a\u001B[2Jb\r\nc\u0007'), 'a[2Jb c')
    assert.equal(clean('safe\u202Edetrever\u200B'), 'safedetrever')
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        assert.notMatch(clean(value), /[\p{Cc}\u202A-\u202E]/u)
      })
    )
  })

  test('an answer of the server is as harmless, whether it was looked at whole or text by text', ({ assert }) => {
    const nasty = fc.constantFrom(
      '\u001B[2J',
      '\u0007',
      '\u009B1m',
      '\u202E',
      '\u200B',
      '\u2028',
      '\uFEFF',
      '💥',
      '\r\n',
      '煤',
      'ok',
      '\\',
      '"'
    )
    const message = fc.record({
      name: fc.array(nasty, { maxLength: 4 }).map((parts) => parts.join('')),
      value: fc.integer(),
    })
    fc.assert(
      fc.property(message, (sent) => {
        const read = parseSafely(JSON.stringify(sent)) as typeof sent
        assert.equal(read.name, clean(sent.name))
        assert.equal(read.value, sent.value)
      }),
      { numRuns: 500 }
    )
  })

  test('pictures of unsure width become a box', ({ assert }) => {
    assert.equal(clean('note 💥👍🏽'), 'note □□□')
  })
})

import { test } from '@japa/runner'
import { FAST_MS, KeyBursts } from '#kiosk/lib/key_bursts'

function type(bursts: KeyBursts, text: string, gapMs: number, from = 0): number {
  let at = from
  for (const char of text) {
    bursts.key(char, at)
    at += gapMs
  }
  return at
}

test.group('Key bursts', () => {
  test('a reader is told by its speed', ({ assert }) => {
    const bursts = new KeyBursts()
    const end = type(bursts, '10001001', 8)
    assert.deepEqual(bursts.enter(end), { code: '10001001', fast: true })
  })

  test('fingers are not a reader, though what they type is a code as well', ({ assert }) => {
    const bursts = new KeyBursts()
    const end = type(bursts, '10001001', 140)
    assert.deepEqual(bursts.enter(end), { code: '10001001', fast: false })
  })

  test('a hiccup of the computer does not cut a code', ({ assert }) => {
    const bursts = new KeyBursts()
    const end = type(bursts, '10001', 10)
    const last = type(bursts, '00199', 10, end + FAST_MS * 2)
    assert.deepEqual(bursts.enter(last), { code: '1000100199', fast: true })
  })

  test('what was typed before the badge came is not part of it', ({ assert }) => {
    const bursts = new KeyBursts()
    const end = type(bursts, '24', 90)
    assert.deepEqual(bursts.enter(type(bursts, '10001001', 8, end), true), { code: '10001001', fast: true })
  })

  test('a slow start cuts nothing where nobody takes the keys', ({ assert }) => {
    const bursts = new KeyBursts()
    const end = type(bursts, '100', 150)
    assert.equal(bursts.enter(type(bursts, '01001', 8, end))!.code, '10001001')
  })

  test('somebody who hits two keys at once is still a person', ({ assert }) => {
    const bursts = new KeyBursts()
    const end = type(bursts, '1000100', 120)
    bursts.key('1', end - 110)
    assert.isFalse(bursts.enter(end)!.fast)
  })

  test('too short, or long ago, is nothing', ({ assert }) => {
    const bursts = new KeyBursts()
    assert.isNull(bursts.enter(type(bursts, '12', 10)))
    const end = type(bursts, '10001001', 10)
    assert.isNull(bursts.enter(end + 10_000))
  })

  test('after a pause the code starts anew', ({ assert }) => {
    const bursts = new KeyBursts()
    const end = type(bursts, '999', 10)
    assert.equal(bursts.enter(type(bursts, '10001001', 10, end + 60_000))!.code, '10001001')
  })

  test('a mistyped digit can be taken back', ({ assert }) => {
    const bursts = new KeyBursts()
    const end = type(bursts, '100010019', 150)
    bursts.erase()
    assert.equal(bursts.enter(end)!.code, '10001001')
  })

  test('a stream without an end does not grow without end', ({ assert }) => {
    const bursts = new KeyBursts()
    type(bursts, 'x'.repeat(10_000), 1)
    assert.isAtMost(bursts.text.length, 2_000)
  })
})

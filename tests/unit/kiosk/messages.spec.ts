import { test } from '@japa/runner'
import { flatten } from '#kiosk/lib/flatten'

test.group('Messages of the screens', () => {
  test('the file gives the first part of the key, nesting the rest', ({ assert }) => {
    const messages = flatten({ '../../resources/lang/en/screen.json': { close: 'Close', time: { now: 'now' } } })
    assert.deepEqual([...messages], [['screen.close', 'Close'], ['screen.time.now', 'now']])
  })
})

import { test } from '@japa/runner'
import { lastSpan, LONGEST_MS, moved, refreshMs, SHORTEST_MS, zoomed } from '#kiosk/pages/trends/time_window'

const NOW = 1_800_000_000_000
const HOUR = 3_600_000

test.group('What a trend looks at', () => {
  test('F06 from a year to a second and back, never beyond', ({ assert }) => {
    let window = lastSpan(366 * 24 * HOUR, NOW)
    for (let step = 0; step < 60; step++) window = zoomed(window, 0.5, NOW)
    assert.equal(window.to - window.from, SHORTEST_MS)
    for (let step = 0; step < 60; step++) window = zoomed(window, 2, NOW)
    assert.equal(window.to - window.from, LONGEST_MS)
    assert.isTrue(window.live)
  })

  test('F06 a live picture ends now, whatever is done to its width', ({ assert }) => {
    assert.deepEqual(zoomed(lastSpan(HOUR, NOW), 0.5, NOW), { from: NOW - HOUR / 2, to: NOW, live: true })
    assert.deepEqual(zoomed(lastSpan(HOUR, NOW), 2, NOW + 5), { from: NOW + 5 - 2 * HOUR, to: NOW + 5, live: true })
  })

  test('F06 going back stands still; coming forward again catches up with now', ({ assert }) => {
    const back = moved(lastSpan(HOUR, NOW), -0.5, NOW)
    assert.deepEqual(back, { from: NOW - 1.5 * HOUR, to: NOW - HOUR / 2, live: false })
    assert.deepEqual(moved(back, 3, NOW), lastSpan(HOUR, NOW))
  })

  test('F06 what the finger is on stays under it', ({ assert }) => {
    const window = { from: NOW - 10 * HOUR, to: NOW - 6 * HOUR, live: false }
    assert.deepEqual(zoomed(window, 0.5, NOW, 0.25), { from: NOW - 9.5 * HOUR, to: NOW - 7.5 * HOUR, live: false })
  })

  test('F06 drawn anew as often as its width asks for', ({ assert }) => {
    assert.deepEqual([HOUR / 60, HOUR, 9_000 * HOUR].map((span) => refreshMs(lastSpan(span, NOW))), [2_000, 12_000, 60_000])
  })
})

import { test } from '@japa/runner'
import { roomiest } from '#kiosk/lib/outline'

test.group('Outline', () => {
  test('the label of a box stands in its middle', ({ assert }) => {
    const place = roomiest([[0, 0], [100, 0], [100, 60], [0, 60]])
    assert.closeTo(place.x, 50, 2)
    assert.closeTo(place.y, 30, 2)
    assert.closeTo(place.width, 100, 0.1)
  })

  test('the label of an L stands inside of it', ({ assert }) => {
    const place = roomiest([[0, 0], [40, 0], [40, 160], [200, 160], [200, 200], [0, 200]])
    assert.isTrue(place.x < 40 || place.y > 160)
  })
})

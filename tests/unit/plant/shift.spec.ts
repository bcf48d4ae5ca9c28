import { test } from '@japa/runner'
import { shiftAt } from '#app/plant/shift'

const shift = (code: string, startMinute: number, endMinute: number) => ({
  code,
  name: code,
  nameEn: code,
  startMinute,
  endMinute,
})
const three = [shift('night', 0, 480), shift('day', 480, 960), shift('evening', 960, 0)]
const two = [shift('day', 480, 1200), shift('night', 1200, 480)]
const at = (text: string) => Date.parse(text)

test.group('Shifts', () => {
  test('the border belongs to the shift that begins', ({ assert }) => {
    assert.equal(shiftAt(three, at('2026-03-02T08:00:00+08:00'), 'Asia/Shanghai')?.shift.code, 'day')
    assert.equal(shiftAt(three, at('2026-03-02T07:59:59.999+08:00'), 'Asia/Shanghai')?.shift.code, 'night')
    assert.equal(shiftAt(three, at('2026-03-02T23:59:59+08:00'), 'Asia/Shanghai')?.shift.code, 'evening')
  })

  test('a shift over midnight is one shift on both days', ({ assert }) => {
    for (const time of ['2026-03-02T21:00:00+08:00', '2026-03-03T07:00:00+08:00']) {
      const running = shiftAt(two, at(time), 'Asia/Shanghai')!
      assert.equal(running.shift.code, 'night')
      assert.equal(running.startAt, at('2026-03-02T20:00:00+08:00'))
      assert.equal(running.endAt, at('2026-03-03T08:00:00+08:00'))
    }
  })

  test('the night in which the clocks change is shorter, and its end still at eight', ({ assert }) => {
    const running = shiftAt(two, at('2026-03-29T04:00:00Z'), 'Europe/Berlin')!
    assert.equal(running.endAt - running.startAt, 11 * 3_600_000)
  })

  test('between shifts there is none', ({ assert }) => {
    assert.isNull(shiftAt([shift('day', 480, 960)], at('2026-03-02T20:00:00+08:00'), 'Asia/Shanghai'))
  })
})

import { test } from '@japa/runner'
import { nextSession, sessionParams } from '#modules/personnel/access/next_session'
import { addMonths, coveredUntil, daysBetween, endOfDay, plantDay, startOfDay } from '#modules/personnel/validity'
import { NOW, ZONE } from '#tests/unit/personnel/facts'

test.group('Plant days', () => {
  test('begin and end at the plant’s midnight, on long and short days too', ({ assert }) => {
    assert.equal(endOfDay('2026-11-24', ZONE), Date.parse('2026-11-24T16:00:00Z'))
    const zone = 'Europe/Berlin'
    assert.equal(endOfDay('2026-03-29', zone) - startOfDay('2026-03-29', zone), 23 * 3_600_000)
    assert.equal(endOfDay('2026-10-25', zone) - startOfDay('2026-10-25', zone), 25 * 3_600_000)
    assert.equal(endOfDay('2028-02-29', zone), startOfDay('2028-03-01', zone))
    assert.equal(plantDay(endOfDay('2026-12-31', ZONE), ZONE), '2027-01-01')
  })

  test('are counted as days of the calendar', ({ assert }) => {
    assert.equal(daysBetween(NOW - 1, NOW, ZONE), 0)
    assert.equal(daysBetween(startOfDay('2026-11-12', ZONE), NOW, ZONE), 12)
    assert.equal(addMonths('2028-02-29', 12), '2029-02-28')
  })

  test('a renewal goes on where the former one ends; a gap does not', ({ assert }) => {
    const first = { from: 0, to: 10 }
    assert.equal(coveredUntil([{ from: 10, to: 20 }, first], 5), 20)
    assert.equal(coveredUntil([{ from: 11, to: 20 }, first], 5), 10)
    assert.isNull(coveredUntil([first], 10))
  })
})

test.group('The next course', () => {
  const session = { weekdays: [2, 4], time: '14:00', place: '3 号教室', place_en: 'room 3', contact: '8101' }

  test('is today while it is still to come, else the next weekday', ({ assert }) => {
    const at = (hour: number) => startOfDay('2026-11-24', ZONE) + hour * 3_600_000
    assert.equal(sessionParams(session, at(9), ZONE).day, 'today')
    assert.equal(nextSession(session, at(15), ZONE), Date.parse('2026-11-26T06:00:00Z'))
    assert.deepInclude(sessionParams(session, at(15), ZONE), { day: 'later', date: '11-26', time: '14:00', place_en: 'room 3' })
    assert.equal(sessionParams({ ...session, weekdays: [3] }, at(15), ZONE).day, 'tomorrow')
    assert.equal(sessionParams(null, at(9), ZONE).day, 'none')
  })
})

import { test } from '@japa/runner'
import type { BoardAlarm } from '#app/board/snapshot'
import { floodOf, groupsOf } from '#kiosk/pages/control/group_alarms'

const NOW = 1_764_000_000_000
let serial = 0
const alarm = (fields: Partial<BoardAlarm> = {}) =>
  ({ id: `A${++serial}`, areaCode: 'GAS2', priority: 2, state: 'active_unacknowledged', raisedAt: NOW - 60_000, ...fields }) as BoardAlarm

test.group('Alarms of the control room', () => {
  test('unacknowledged first, then the graver, then the newest', ({ assert }) => {
    const seen = alarm({ state: 'active_acknowledged', priority: 1 })
    const old = alarm({ raisedAt: NOW - 90_000 })
    const grave = alarm({ priority: 1, raisedAt: NOW - 120_000, state: 'cleared_unacknowledged' })
    const fresh = alarm({ raisedAt: NOW - 1_000 })
    assert.deepEqual(groupsOf([seen, old, grave, fresh], NOW).map(({ key }) => key), [grave.id, fresh.id, old.id, seen.id])
  })

  test('ten in ten minutes are no flood, eleven are, and then areas are groups', ({ assert }) => {
    const ten = Array.from({ length: 10 }, () => alarm())
    assert.isNull(floodOf(ten, NOW))
    assert.lengthOf(groupsOf(ten, NOW), 10)
    const eleven = [...ten, alarm({ areaCode: 'GAS1', priority: 1 })]
    assert.equal(floodOf(eleven, NOW), 11)
    assert.deepEqual(groupsOf(eleven, NOW).map(({ key, alarms }) => [key, alarms.length]), [['GAS1', 1], ['GAS2', 10]])
    assert.isNull(floodOf([...ten, alarm({ raisedAt: NOW - 601_000 })], NOW))
  })
})

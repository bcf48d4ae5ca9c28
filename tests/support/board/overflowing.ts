import type { BoardSnapshot } from '#app/board/snapshot'
import { alarms } from '#tests/support/board/alarms'
import { areas } from '#tests/support/board/areas'
import { usualBoard } from '#tests/support/board/boards'
import { BOARD_AT } from '#tests/support/board/moment'
import { people } from '#tests/support/board/people'
import { points } from '#tests/support/board/points'
import { hazards, permits } from '#tests/support/board/work'

const LONG = '转炉煤气回收三通阀后水封逆止装置压力变送器及其联锁保护回路的非常长的名称'
const LONG_EN =
  'Pressure transmitter behind the three-way valve of the converter gas recovery and its interlock, a very long name'

/** More of everything than fits, names longer than any column, and texts that try to steer the terminal. */
export function overflowingBoard(): BoardSnapshot {
  const board = usualBoard()
  const many = <T>(count: number, make: (index: number) => T): T[] =>
    Array.from({ length: count }, (_, index) => make(index))
  const flood = many(300, (index) => ({
    ...alarms[index % 4]!,
    id: `flood-${index}`,
    name: `${LONG}${index}`,
    nameEn: `${LONG_EN} ${index}`,
    value: 123456.789 + index,
    raisedAt: BOARD_AT - index * 7_000,
  }))
  board.alarms = { byPriority: { 1: 7512, 2: 7512, 3: 7512, 4: 7512 }, unacknowledged: 15_024, items: flood }
  board.points.items = many(500, (index) => ({
    ...points[index % points.length]!,
    code: `GAS2.AT${index}.VERYLONGCODE`,
    name: LONG,
    nameEn: LONG_EN,
    value: 1e9 + index,
  }))
  board.points = { ...board.points, total: 10_000, unknown: 1234 }
  board.people.items = many(400, (index) => ({
    ...people[index % 4]!,
    code: `C${index}`,
    name: `阿卜杜热合曼·买买提·${index}`,
    company: LONG,
  }))
  board.people.inside = 12_345
  board.permits.items = many(200, (index) => ({
    ...permits[index % 3]!,
    id: `many-${index}`,
    applicant: LONG,
    suspendedReason: `${LONG}\u001B[31m红\u001B[2J\r\n\u0007💥 ${LONG_EN}`,
  }))
  board.hazards.items = many(200, (index) => ({
    ...hazards[index % 3]!,
    id: `many-${index}`,
    typeName: LONG,
    typeNameEn: LONG_EN,
    assignee: LONG,
  }))
  board.areas = [
    ...areas,
    ...many(80, (index) => ({
      ...areas[2]!,
      code: `EXTRA-${index}`,
      name: LONG,
      nameEn: LONG_EN,
      people: 99_999,
      unknownPoints: 999,
      blind: 999,
      coverage: 1,
      permits: 999,
    })),
  ]
  board.plant = { ...board.plant, name: LONG, nameEn: LONG_EN }
  board.incidents = many(30, (index) => ({ ...board.incidents[0]!, id: `i-${index}`, name: LONG, nameEn: LONG_EN }))
  board.headline!.params = { ...board.headline!.params, name: LONG, nameEn: LONG_EN }
  return board
}

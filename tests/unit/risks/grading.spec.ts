import { test } from '@japa/runner'
import fc from 'fast-check'
import { assess, bandOf, GRADES, LEC_VALUES, lecBands, lsTable, worst, type Band } from '#modules/risks/grading'
import { isTriggered, type EmergencyPlan } from '#modules/risks/plan'

const figures = { bands: lecBands.default, table: lsTable.default }
const lec = (l: number, e: number, c: number) => assess({ method: 'lec', l, e, c }, figures)

test.group('Grading (A02, A03)', () => {
  test('the worked examples', ({ assert }) => {
    assert.deepEqual(lec(6, 6, 15), { score: 540, grade: 'red' })
    assert.deepEqual(lec(3, 6, 15), { score: 270, grade: 'orange' })
    assert.deepEqual(lec(3, 6, 7), { score: 126, grade: 'yellow' })
    assert.deepEqual(lec(1, 6, 7), { score: 42, grade: 'blue' })
  })

  test('an edge belongs to the band that says so', ({ assert }) => {
    for (const [edge, above, below] of [
      [320, 'red', 'orange'],
      [160, 'orange', 'yellow'],
      [70, 'yellow', 'blue'],
    ] as const) {
      assert.equal(bandOf(edge, figures.bands), above)
      const exclusive: Band[] = figures.bands.map((band) => (band.from === edge ? { ...band, inclusive: false } : band))
      assert.equal(bandOf(edge, exclusive), below)
      assert.equal(bandOf(edge + 0.1, exclusive), above)
    }
  })

  test('a graver factor never makes a milder grade', ({ assert }) => {
    const rank = (grade: any) => GRADES.indexOf(grade)
    fc.assert(
      fc.property(fc.nat(6), fc.nat(5), fc.nat(5), (l, e, c) => {
        const at = (i: number, j: number, k: number) => lec(LEC_VALUES.l[i]!, LEC_VALUES.e[j]!, LEC_VALUES.c[k]!).grade
        const here = at(l, e, c)
        if (l > 0) assert.isAtMost(rank(at(l - 1, e, c)), rank(here))
        if (e > 0) assert.isAtMost(rank(at(l, e - 1, c)), rank(here))
        if (c > 0) assert.isAtMost(rank(at(l, e, c - 1)), rank(here))
      })
    )
  })

  test('the LS matrix, and the worst of many', ({ assert }) => {
    const ls = (l: number, s: number) => assess({ method: 'ls', l, s }, figures).grade
    assert.deepEqual([ls(5, 5), ls(4, 5), ls(3, 5), ls(4, 4), ls(3, 3), ls(2, 4)], ['red', 'red', 'orange', 'orange', 'yellow', 'blue'])
    assert.equal(worst(['blue', 'orange', 'yellow']), 'orange')
    assert.isNull(worst([]))
  })
})

test.group('Plans', () => {
  test('start by class, priority and place', ({ assert }) => {
    const plan = { trigger: { alarm_class: 'gas', priority_max: 1, areas: ['ENERGY'] } } as EmergencyPlan
    const alarm = { alarmClass: 'gas', priority: 1, areaLine: ['GAS2', 'ENERGY', 'PLANT'] }
    assert.isTrue(isTriggered(plan, alarm))
    assert.isFalse(isTriggered(plan, { ...alarm, priority: 2 }))
    assert.isFalse(isTriggered(plan, { ...alarm, alarmClass: 'level' }))
    assert.isFalse(isTriggered(plan, { ...alarm, areaLine: ['BF7', 'IRON', 'PLANT'] }))
  })
})

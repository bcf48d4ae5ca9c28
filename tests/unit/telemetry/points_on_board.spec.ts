import fc from 'fast-check'
import { test } from '@japa/runner'
import type { PointState } from '#modules/telemetry/index'
import { pointsOnBoard } from '#modules/telemetry/queries/points_on_board'

const point = (index: number, deviation: number | null, more: Partial<PointState> = {}) => ({ code: `P${String(index).padStart(4, '0')}`, deviation, kind: 'temperature', unit: '°C', ...more }) as PointState

test.group('Points that travel to every screen', () => {
  test('A12 of a small plant all', ({ assert }) => {
    const points = [point(0, 0.1), point(1, null), point(2, 3)]
    assert.deepEqual(pointsOnBoard(points, new Set(), 10), points)
  })

  test('A12 of a large one: alarmed, holders, nearest to their limits, and unknown ones for the rest of the room; by code', ({ assert }) => {
    const points = Array.from({ length: 100 }, (_, index) => point(index, index < 50 ? null : index / 100, index === 60 ? { kind: 'level', unit: '%' } : {}))
    const codes = pointsOnBoard(points, new Set(['P0055']), 20).map(({ code }) => code)
    assert.lengthOf(codes, 20)
    assert.deepEqual(codes, [...codes].sort())
    assert.includeMembers(codes, ['P0055', 'P0060', 'P0099', 'P0090'])
    assert.lengthOf(codes.filter((code) => code < 'P0050'), 8, 'what is not known is seen too')
  })

  test('A12 never more than there is room for, none twice, and the nearest to its limit is always among them', ({ assert }) => {
    const deviation = fc.option(fc.double({ min: 0, max: 3, noNaN: true }))
    fc.assert(
      fc.property(fc.array(deviation, { minLength: 1, maxLength: 80 }), fc.array(fc.nat(79)), (all, alarmed) => {
        const points = all.map((one, index) => point(index, one))
        const shown = pointsOnBoard(points, new Set(alarmed.map((index) => `P${String(index).padStart(4, '0')}`)), 20)
        const known = points.filter((one) => one.deviation !== null).sort((one, other) => other.deviation! - one.deviation!)
        assert.equal(shown.length, Math.min(20, points.length))
        assert.equal(new Set(shown).size, shown.length)
        if (known[0]) assert.isTrue(shown.some((one) => one.deviation === known[0]!.deviation))
      })
    )
  })
})

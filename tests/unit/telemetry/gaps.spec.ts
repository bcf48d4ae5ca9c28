import { test } from '@japa/runner'
import { gapsOf } from '#modules/telemetry/gaps'

const MINUTE = 60_000
const bucket = (minute: number, n = 6, bad = 0) => ({ ts: minute * MINUTE, min: 1, max: 1, avg: 1, n, bad })
const window = { from: 0, to: 10 * MINUTE, bucketMs: MINUTE, staleAfterMs: 30_000 }
const minutes = (...list: number[]) => list.map((minute) => bucket(minute))

test.group('Gaps of a trend', () => {
  test('F06 nothing known: the whole period is a gap', ({ assert }) => {
    assert.deepEqual(gapsOf([], window), [[0, 10 * MINUTE]])
  })

  test('F06 readings without a hole: no gap; a slow point has none between its readings either', ({ assert }) => {
    assert.deepEqual(gapsOf(minutes(0, 1, 2, 3, 4, 5, 6, 7, 8, 9), window), [])
    assert.deepEqual(gapsOf(minutes(0, 5, 9), { ...window, staleAfterMs: 5 * MINUTE }), [])
  })

  test('F06 a hole longer than the point may be silent is a gap, in the middle and at either end', ({ assert }) => {
    assert.deepEqual(gapsOf(minutes(3, 4, 7), window), [[0, 3 * MINUTE], [5 * MINUTE, 7 * MINUTE], [8 * MINUTE, 10 * MINUTE]])
  })

  test('F06 only bad readings: a gap, joined with what is next to it', ({ assert }) => {
    const buckets = [bucket(0), bucket(1), bucket(2, 0, 6), bucket(3, 0, 6), bucket(4), bucket(5, 3, 3), bucket(6), bucket(7), bucket(8), bucket(9)]
    assert.deepEqual(gapsOf(buckets, window), [[2 * MINUTE, 4 * MINUTE]])
  })

  test('F06 after a bad reading nothing is known until the next good one, or until now', ({ assert }) => {
    const fine = { ...window, bucketMs: 10, staleAfterMs: 20 * MINUTE }
    assert.deepEqual(gapsOf([bucket(1), bucket(2, 0, 1), bucket(4), bucket(8, 0, 1)], fine), [[2 * MINUTE, 4 * MINUTE], [8 * MINUTE, 10 * MINUTE]])
  })

  test('F06 what lies ahead of now is no gap', ({ assert }) => {
    assert.deepEqual(gapsOf(minutes(0, 1), { ...window, to: 2 * MINUTE }), [])
  })
})

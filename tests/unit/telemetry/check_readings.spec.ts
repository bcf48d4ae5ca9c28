import { test } from '@japa/runner'
import { checkReadings } from '#modules/telemetry/check_readings'
import { conditionsOf } from '#modules/telemetry/conditions'
import { instantFrom } from '#modules/telemetry/instant'
import { deviationOf } from '#modules/telemetry/queries/point_states'

test.group('Readings from outside', () => {
  test('each stands or falls by itself', ({ assert }) => {
    const batch = [
      { point: 'A', ts: 1_764_000_000_000, value: 23.5 },
      { point: 'A', ts: '2026-03-01T08:00:00Z', value: true, quality: 'uncertain' },
      { ts: 1, value: 1 },
      { point: 'A', ts: 1, value: '23.5' },
      { point: 'A', ts: 1, value: Number.NaN },
      { point: 'A', ts: 'yesterday', value: 1 },
      { point: 'A', ts: 1, value: 1, quality: 'fine' },
    ]
    const said = checkReadings(batch).map((one) => (one.ok ? one.value.value : one.error.code.split('.')[1]))
    assert.deepEqual(said, [23.5, 1, 'reading_shape', 'reading_value', 'reading_value', 'reading_time', 'reading_quality'])
  })

  test('an instant is epoch milliseconds or ISO 8601, nothing else', ({ assert }) => {
    assert.equal(instantFrom('1764000000000'), 1_764_000_000_000)
    assert.equal(instantFrom('2026-03-01T08:00:00+08:00'), Date.UTC(2026, 2, 1))
    for (const strange of ['March 1', '', {}, null, Infinity, '2026']) assert.strictEqual(instantFrom(strange), strange === '2026' ? 2026 : null)
  })
})

test.group('Limits of a point', () => {
  const alarm = { limits: { h: 24, hh: 160, l: null }, consecutive: 3, deadband: 3, alarm_class: 'gas', priorities: {}, outputs: { h: ['SIREN'] } }

  test('each limit is a condition; the far ones of gas are the gravest', ({ assert }) => {
    const conditions = conditionsOf('GAS2.AT201.CO', alarm)
    assert.deepEqual(conditions.map(({ code, op, limit, priority, outputs }) => ({ code, op, limit, priority, outputs })), [
      { code: 'GAS2.AT201.CO.H', op: '>', limit: 24, priority: 2, outputs: ['SIREN'] },
      { code: 'GAS2.AT201.CO.HH', op: '>', limit: 160, priority: 1, outputs: [] },
    ])
  })

  test('how near a value is to its nearest limit: {value}')
    .with([
      { value: 0, deviation: 0 },
      { value: 12, deviation: 0.5 },
      { value: 24, deviation: 1 },
      { value: 48, deviation: 2 },
      { value: null, deviation: null },
    ])
    .run(({ assert }, { value, deviation }) => {
      assert.equal(deviationOf(value, { ll: null, l: null, h: 24, hh: 160 }, { min: 0, max: 500 }), deviation)
    })

  test('between two limits the middle is calm', ({ assert }) => {
    const oxygen = { ll: 18, l: 19.5, h: 23, hh: 23.5 }
    assert.equal(deviationOf(21.25, oxygen, { min: 0, max: 25 }), 0)
    assert.equal(deviationOf(19.5, oxygen, { min: 0, max: 25 }), 1)
    assert.equal(deviationOf(23, oxygen, { min: 0, max: 25 }), 1)
  })
})

import { test } from '@japa/runner'
import { fieldPoints, modbusStations, mqttDevices } from '#field/stations'

test.group('Stations of the field', () => {
  test('codes, topics and registers are unique, and no register lies in another', ({ assert }) => {
    const codes = fieldPoints.map(({ code }) => code)
    assert.deepEqual([...new Set(codes)], codes)
    const topics = mqttDevices.flatMap(({ points }) => points.map(({ topic }) => topic))
    assert.deepEqual([...new Set(topics)], topics)
    for (const { points, code } of modbusStations) {
      const words = points.flatMap(({ register }) =>
        Array.from({ length: register.type === 'float32' ? 2 : 1 }, (_, index) =>
          [register.unitId, register.function, register.address + index].join('/')
        )
      )
      assert.deepEqual([...new Set(words)], words, code)
    }
  })

  test('a scaled register holds the whole range of its point', ({ assert }) => {
    for (const { code, register, min, max } of modbusStations.flatMap(({ points }) => points)) {
      if (register.type !== 'int16') continue
      assert.isTrue(max / register.scale <= 0x7fff && min / register.scale >= -0x7fff, code)
    }
  })

  test('a point’s code begins with its area', ({ assert }) => {
    for (const { code, areaCode } of fieldPoints) assert.isTrue(code.startsWith(`${areaCode}.`), code)
  })
})

import fc from 'fast-check'
import { test } from '@japa/runner'
import { ordinaryDay, type Control } from '#field/control'
import { withScenario } from '#field/scenarios'
import { fieldPoints } from '#field/stations'
import { naturalFault, naturalValue } from '#field/signal/natural_value'
import { hash01 } from '#field/signal/noise'
import { CLEAN_AIR, stepPlume } from '#field/signal/plume'
import { playedValue, Sensor } from '#field/signal/sensor'

const instant = fc.integer({ min: 1_700_000_000_000, max: 1_900_000_000_000 })
const pointOf = (code: string) => fieldPoints.find((point) => point.code === code)!
const CO = ['GAS2.AT201.CO', 'GAS2.AT202.CO', 'GAS2.AT203.CO', 'GAS2.AT204.CO']

/** Runs gas area 2 tick by tick; `say` returns the control, and whether the fan runs, by the second. */
function run(seconds: number, say: (second: number) => { control: Control; fan?: boolean }) {
  const sensors = CO.map((code) => new Sensor(pointOf(code)))
  let plume = CLEAN_AIR
  const series: number[][] = []
  for (let tick = 0; tick <= seconds * 4; tick++) {
    const { control, fan = false } = say(tick / 4)
    plume = stepPlume(plume, { leaking: control.leaks.includes('GAS2'), fan }, 0.25)
    const at = 1_764_000_000_000 + tick * 250
    series.push(sensors.map((sensor) => sensor.read({ at, seconds: 0.25, control, ppm: plume.ppm, recording: null })!))
  }
  return { at: (second: number) => series[second * 4]!, all: series }
}

const calm = withScenario(ordinaryDay(), 'quiet')!
const leak = withScenario(calm, 'gas_leak')!
const recovered = withScenario(leak, 'recover')!

test.group('Signals', () => {
  test('the same seed and instant give the same value; another seed another', ({ assert }) => {
    const { signal } = pointOf('GAS2.AT201.CO')
    fc.assert(
      fc.property(instant, (at) => {
        assert.equal(naturalValue(signal, 'a', at), naturalValue(signal, 'a', at))
        assert.notEqual(naturalValue(signal, 'a', at), naturalValue(signal, 'b', at))
      })
    )
  })

  test('the noise is even', ({ assert }) => {
    const values = Array.from({ length: 20_000 }, (_, index) => hash01('seed', index))
    assert.approximately(values.reduce((sum, value) => sum + value, 0) / values.length, 0.5, 0.01)
    assert.approximately(values.filter((value) => value < 0.1).length / values.length, 0.1, 0.01)
  })

  test('on an ordinary day no point is beyond its limits or its range', ({ assert }) => {
    fc.assert(
      fc.property(fc.constantFrom(...fieldPoints), instant, ({ code, signal, limits, min, max }, at) => {
        const value = naturalValue(signal, code, at)
        assert.isAbove(value, limits.l ?? limits.ll ?? -Infinity, code)
        assert.isBelow(value, limits.h ?? limits.hh ?? Infinity, code)
        assert.isTrue(value < max && value > min, `${code} ${value}`)
      }),
      { numRuns: 20_000 }
    )
  })

  test('a point with a standing fault is silent, or freezes for its share of the time', ({ assert }) => {
    assert.equal(naturalFault(pointOf('COKE-GAS.AT402.H2S').signal, 'x', 0), 'dead')
    const { signal } = pointOf('GAS1.PT102.P')
    const looks = Array.from({ length: 3600 }, (_, second) => naturalFault(signal, 'x', second * 1000))
    assert.equal(looks.filter((fault) => fault === 'frozen').length, 900)
  })

  test('two readings a second apart differ: only a frozen sensor stands still', ({ assert }) => {
    for (const { code, signal } of fieldPoints)
      assert.notEqual(
        naturalValue(signal, code, 1_764_000_000_000),
        naturalValue(signal, code, 1_764_000_001_000),
        code
      )
  })
})

test.group('A gas leak', () => {
  test('all four detectors pass 24 ppm within seconds and 160 ppm after about fifteen, one after the other', ({
    assert,
  }) => {
    const course = run(20, () => ({ control: leak }))
    assert.isTrue(
      course.at(5).every((ppm) => ppm > 24),
      String(course.at(5))
    )
    assert.isTrue(
      course.at(15).every((ppm) => ppm > 160),
      String(course.at(15))
    )
    const first = CO.map((_, index) => course.all.findIndex((values) => values[index]! > 160))
    assert.deepEqual(
      first,
      [...first].sort((one, other) => one - other)
    )
    assert.isAbove(first.at(-1)!, first[0]!)
  })

  test('the fan that the alarm switches on doesn’t hide it, and brings it down slowly', ({ assert }) => {
    const course = run(240, (second) => ({ control: leak, fan: second > 5 }))
    assert.isTrue(
      course.at(15).every((ppm) => ppm > 160),
      String(course.at(15))
    )
    assert.isTrue(
      course.at(240).every((ppm, index) => ppm < course.at(30)[index]! - 60),
      String(course.at(240))
    )
  })

  test('after recovery the air is clean within about twenty seconds, without the fan', ({ assert }) => {
    const course = run(90, (second) => ({ control: second < 60 ? leak : recovered }))
    assert.isTrue(
      course.at(60).every((ppm) => ppm > 300),
      String(course.at(60))
    )
    assert.isTrue(
      course.at(82).every((ppm) => ppm < 24),
      String(course.at(82))
    )
  })

  test('ppm stay in the range whatever happens', ({ assert }) => {
    const step = fc.record({ leaking: fc.boolean(), fan: fc.boolean(), seconds: fc.integer({ min: 0, max: 50 }) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let plume = CLEAN_AIR
        for (const { seconds, ...influence } of steps) plume = stepPlume(plume, influence, seconds / 10)
        assert.isTrue(plume.ppm >= 0 && plume.ppm < 500 && plume.draught >= 0 && plume.draught <= 1)
      })
    )
  })
})

test.group('Sensors under a scenario', () => {
  const read = (code: string, control: Control, at: number) =>
    ({ at, seconds: 0.25, control, ppm: 0, recording: null, code }) as const

  test('a dead one is silent, a frozen one repeats itself, and both come back', ({ assert }) => {
    const control = { ...calm, dead: ['GAS2.AT203.CO'], frozen: ['GAS2.AT202.CO'] }
    assert.isNull(new Sensor(pointOf('GAS2.AT203.CO')).read(read('', control, 1_764_000_000_000)))
    const sensor = new Sensor(pointOf('GAS2.AT202.CO'))
    const before = sensor.read(read('', calm, 1_764_000_000_000))
    assert.equal(sensor.read(read('', control, 1_764_000_060_000)), before)
    assert.notEqual(sensor.read(read('', calm, 1_764_000_061_000)), before)
  })

  test('a target is reached and left again', ({ assert }) => {
    const sensor = new Sensor(pointOf('GAS2.LT201.L'))
    const high = withScenario(calm, 'holder_high')!
    const after = (control: Control, seconds: number) => {
      let value = 0
      for (let tick = 0; tick < seconds * 4; tick++)
        value = sensor.read(read('', control, 1_764_000_000_000 + tick * 250))!
      return value
    }
    assert.isAbove(after(high, 40), 80)
    assert.isBelow(after(calm, 40), 75)
  })

  test('a recording plays what it says, value by value, and ends', ({ assert }) => {
    const recording: [number, number][] = [
      [0, 1],
      [1000, 2],
      [2000, 3],
    ]
    assert.deepEqual(
      [-1, 0, 999, 1000, 2500, 3001].map((at) => playedValue(recording, at)),
      [null, 1, 1, 2, 3, null]
    )
  })

  test('scenarios add up, recover and quiet end them, an unknown one is none', ({ assert }) => {
    const both = withScenario(withScenario(ordinaryDay(), 'gas_leak')!, 'sensor_dead')!
    assert.deepEqual([both.leaks, both.dead], [['GAS2'], ['GAS2.AT203.CO']])
    assert.deepEqual(withScenario(both, 'recover'), { ...ordinaryDay(), scenario: 'recover' })
    assert.isNull(withScenario(both, 'earthquake'))
  })
})

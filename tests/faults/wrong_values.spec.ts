import { test } from '@japa/runner'
import { newId } from '#app/kernel/ids'
import { engineeringValue } from '#modules/telemetry/drivers/registers'
import type { PointConfig, RegisterMapping } from '#modules/telemetry/engine/port'
import { gasLimit, gasPoint, plantConfig, startEngine, storedReadings, waitFor } from '#tests/support/field_engine'
import { startDevice } from '#tests/support/field_modbus'

const SPAN = 500

function float(value: number): [number, number] {
  const view = new DataView(new ArrayBuffer(4))
  view.setFloat32(0, value)
  return [view.getUint16(0), view.getUint16(2)]
}

interface Case {
  name: string
  words: number[]
  register?: Partial<RegisterMapping>
  invalid?: number[]
  point?: Partial<PointConfig>
}

/** Each of them read as if nothing were wrong with it. */
const CASES: Case[] = [
  { name: '25.0 with its words exchanged', words: float(25), register: { wordOrder: 'CDAB' } },
  { name: '25.9 with its words exchanged', words: float(25.9), register: { wordOrder: 'CDAB' } },
  { name: '25.0 with its bytes exchanged', words: float(25), register: { wordOrder: 'BADC' } },
  { name: '25.0 backwards', words: float(25), register: { wordOrder: 'DCBA' } },
  { name: 'a count with its words exchanged', words: [0, 250], register: { type: 'uint32', wordOrder: 'CDAB' } },
  { name: 'a scale a thousand times too large', words: [250], register: { type: 'uint16', scale: 100 } },
  { name: 'NaN', words: [0x7fc0, 0] },
  { name: 'infinite', words: [0x7f80, 0] },
  { name: 'infinite below', words: [0xff80, 0] },
  { name: '0xFFFF for no value, inside the range', words: [0xffff], register: { type: 'uint16', scale: 0.005 }, invalid: [0xffff] },
  { name: '0x8000 for no value', words: [0x8000], register: { type: 'int16', scale: 0.01 }, invalid: [-32_768], point: { min: -400 } },
  { name: '0x7FFF for no value', words: [0x7fff], register: { type: 'int16', scale: 0.01 }, invalid: [32_767] },
  { name: '-9999 for no value', words: float(-9999), invalid: [-9_999], point: { min: -10_000 } },
  { name: '499.0 while it warms up', words: float(499), invalid: [499] },
]

test.group('F11 Values that are none', () => {
  test('F11 wrong order, wrong scale, NaN, infinite, sentinels: unknown each time, and never an alarm that clears', async ({ assert, cleanup }) => {
    const device = await startDevice(CASES.flatMap(({ words }) => [...words, ...Array.from({ length: 4 - words.length }, () => 0)]))
    cleanup(device.stop)
    const code = (index: number) => `GAS.F${index}.CO`
    const registers = CASES.map(({ register }, index): RegisterMapping => ({
      point: code(index), unitId: 1, function: 3, address: index * 4, type: 'float32', wordOrder: 'ABCD', scale: 1, offset: 0, pollClass: 'fast', finest: SPAN * 1e-9, ...register,
    }))
    const engine = await startEngine(
      plantConfig({
        sources: [{ kind: 'modbus_tcp', code: 'GW', host: '127.0.0.1', port: device.port, timeoutMs: 500, pollClasses: { fast: 50 }, registers }],
        points: CASES.map(({ invalid = [], point }, index) => {
          const { scale, offset } = registers[index]!
          return gasPoint(code(index), 'GW', { max: SPAN, staleAfterMs: 1_000, invalidValues: invalid.map((raw) => engineeringValue(raw, scale, offset)), ...point })
        }),
        conditions: CASES.map((_, index) => gasLimit(code(index))),
      }),
      { mqtt: null }
    )
    cleanup(engine.stop)
    await waitFor(() => engine.kinds().filter((kind) => kind === 'point_lost').length === CASES.length)
    const { points } = await engine.host.request({ type: 'snapshot', id: newId() })
    for (const [index, { name }] of CASES.entries()) {
      const point = points.find((one) => one.code === code(index))!
      assert.equal(point.quality, 'bad', name)
      assert.isNotNull(point.fault, name)
      assert.isNull(point.lastGoodTs, name)
      assert.deepEqual([...new Set(storedReadings(engine.file, code(index)).map(({ quality }) => quality))], [2], name)
    }
    assert.deepEqual([...new Set(engine.kinds())], ['point_lost'])
  })

  for (const order of ['CDAB', 'BADC', 'DCBA'] as const)
    test(`F11 a value that moves, read as ${order}: what looks right by chance is not believed`, async ({ assert, cleanup }) => {
      const device = await startDevice([0, 0])
      cleanup(device.stop)
      const register: RegisterMapping = { point: 'GAS.AT1.CO', unitId: 1, function: 3, address: 0, type: 'float32', wordOrder: order, scale: 1, offset: 0, pollClass: 'fast', finest: SPAN * 1e-9 }
      ;[device.registers[0], device.registers[1]] = float(250.1)
      const engine = await startEngine(
        plantConfig({
          sources: [{ kind: 'modbus_tcp', code: 'GW', host: '127.0.0.1', port: device.port, timeoutMs: 500, pollClasses: { fast: 20 }, registers: [register] }],
          points: [gasPoint('GAS.AT1.CO', 'GW', { max: SPAN })],
        }),
        { mqtt: null }
      )
      cleanup(engine.stop)
      for (let step = 0; step < 150; step++) {
        ;[device.registers[0], device.registers[1]] = float(250 + step * 0.7)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      const qualities = storedReadings(engine.file, 'GAS.AT1.CO').map(({ quality }) => quality)
      assert.isAbove(qualities.length, 80)
      assert.notInclude(qualities, 0)
      assert.notInclude(engine.kinds(), 'alarm_cleared')
    })
})

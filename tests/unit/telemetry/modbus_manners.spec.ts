import { test } from '@japa/runner'
import type { RawReading } from '#modules/telemetry/drivers/driver'
import { ModbusDriver } from '#modules/telemetry/drivers/modbus'
import type { ModbusSourceConfig } from '#modules/telemetry/engine/port'
import { waitFor } from '#tests/support/field_engine'
import { startDevice, type Framing, type Manners } from '#tests/support/field_modbus'

const registers = (count: number, unitId = 1): ModbusSourceConfig['registers'] =>
  Array.from({ length: count }, (_, address) => ({ point: `P${address}`, unitId, function: 3, address, type: 'uint16', wordOrder: 'ABCD', scale: 1, offset: 0, pollClass: 'fast' }))

async function poll(changes: Partial<ModbusSourceConfig> = {}, framing: Framing = 'tcp') {
  const device = await startDevice([101, 102, 103, 104], 250, framing)
  const readings: RawReading[] = []
  const life: string[] = []
  const driver = new ModbusDriver({ kind: framing === 'tcp' ? 'modbus_tcp' : 'modbus_rtu_tcp', code: 'GW', host: '127.0.0.1', port: device.port, timeoutMs: 120, pollClasses: { fast: 40 }, registers: registers(4), ...changes })
  await driver.start({ readings: async (some) => void readings.push(...some), lost: () => void life.push('lost'), found: () => void life.push('found'), gone: () => undefined })
  const close = async () => {
    await driver.stop()
    await device.stop()
  }
  return { device, driver, readings, life, close }
}

test.group('A Modbus device with bad manners', () => {
  const mismatched: Manners[] = ['wrong_unit', 'wrong_function', 'wrong_transaction', 'too_short', 'extra_bytes', 'wrong_count', 'late', 'silent', 'hang_up']
  const framings: Framing[] = ['tcp', 'rtu']
  for (const [framing, manners] of framings.flatMap((one) => mismatched.map((other) => [one, other] as const)))
    test(`${framing} ${manners}: no value from it, and values again once it behaves`, async ({ assert, cleanup }) => {
      const { device, readings, life, close } = await poll({}, framing)
      cleanup(close)
      await waitFor(() => readings.length > 0)
      device.manners = manners
      // What was under way when it changed its manners may still be answered well.
      await new Promise((resolve) => setTimeout(resolve, 60))
      const before = readings.length
      await waitFor(() => life.includes('lost'))
      assert.lengthOf(readings.slice(before).filter(({ value }) => Number.isFinite(value)), 0)
      device.manners = 'well'
      await waitFor(() => readings.length > before && life.at(-1) === 'found')
      assert.deepEqual([...new Set(readings.map(({ point, value }) => `${point}=${value}`))], ['P0=101', 'P1=102', 'P2=103', 'P3=104'])
      assert.isAtMost(device.openSockets(), 1, 'sockets do not leak')
    })

  for (const framing of framings)
    test(`${framing}: a frame that comes in two pieces is one frame`, async ({ assert, cleanup }) => {
      const { device, readings, life, close } = await poll({}, framing)
      cleanup(close)
      device.manners = 'split'
      await waitFor(() => readings.length > 8)
      assert.notInclude(life, 'lost')
    })

  for (const framing of framings)
    test(`${framing}: an answer that comes twice is never the answer to another request`, async ({ assert, cleanup }) => {
      const apart = registers(4).map((one, index) => ({ ...one, address: index === 0 ? 0 : 50 + index }))
      const { device, readings, close } = await poll({ registers: apart }, framing)
      cleanup(close)
      device.registers[51] = 7_001
      device.registers[52] = 7_002
      device.registers[53] = 7_003
      device.manners = 'twice'
      await new Promise((resolve) => setTimeout(resolve, 500))
      const values = (point: string) => [...new Set(readings.filter((one) => one.point === point && Number.isFinite(one.value)).map(({ value }) => value))]
      assert.includeMembers([101], values('P0'))
      assert.notInclude(values('P1'), 101)
    })

  test('four neighbours are one request', async ({ assert, cleanup }) => {
    const { device, readings, close } = await poll()
    cleanup(close)
    await waitFor(() => readings.length >= 8)
    assert.deepEqual(device.requests[0], { fn: 3, address: 0, count: 4 })
    assert.isTrue(device.requests.every(({ count }) => count === 4))
  })

  test('one device that is dead delays no other', async ({ assert, cleanup }) => {
    const [dead, live] = [await poll(), await poll()]
    cleanup(dead.close)
    cleanup(live.close)
    await waitFor(() => live.readings.length > 0)
    dead.device.manners = 'silent'
    const before = live.readings.length
    await new Promise((resolve) => setTimeout(resolve, 1_000))
    // 25 polls of four registers are due; a busy machine may miss a few.
    assert.isAbove(live.readings.length - before, 60)
  })

  test('read-backs that are asked for during an outage do not keep the source away', async ({ assert, cleanup }) => {
    const { device, driver, life, close } = await poll()
    cleanup(close)
    await waitFor(() => life.includes('found'))
    const asking = setInterval(() => void driver.readCoil(1, 4).catch(() => undefined), 30)
    cleanup(() => clearInterval(asking))
    device.manners = 'silent'
    await waitFor(() => life.at(-1) === 'lost')
    clearInterval(asking)
    device.manners = 'well'
    await waitFor(() => life.at(-1) === 'found')
    assert.isFalse(await driver.readCoil(1, 4))
  })

  test('a coil is written and read back', async ({ assert, cleanup }) => {
    const { device, driver, close } = await poll({ registers: [] })
    cleanup(close)
    await driver.writeCoil(1, 3, true)
    assert.isTrue(await driver.readCoil(1, 3))
    assert.isTrue(device.coils.get(3))
    assert.isFalse(await driver.readCoil(1, 4))
  })
})

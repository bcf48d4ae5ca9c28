import { test } from '@japa/runner'
import { newId } from '#app/kernel/ids'
import type { ModbusSourceConfig } from '#modules/telemetry/engine/port'
import { gasPoint, plantConfig, startEngine, storedReadings, waitFor } from '#tests/support/field_engine'
import { startDevice, type Framing, type Manners } from '#tests/support/field_modbus'

const OUTAGES = Number(process.env.FAULT_RUNS ?? 2)
const VALUES = [101, 102, 103]

async function watched(framing: Framing, timeoutMs = 120) {
  const device = await startDevice(VALUES, 400, framing)
  const registers: ModbusSourceConfig['registers'] = VALUES.map((_, address) => ({
    point: `GAS.AT${address}.CO`, unitId: 1, function: 3, address, type: 'uint16', wordOrder: 'ABCD', scale: 1, offset: 0, pollClass: 'fast',
  }))
  const kind = framing === 'tcp' ? ('modbus_tcp' as const) : ('modbus_rtu_tcp' as const)
  const engine = await startEngine(
    plantConfig({
      sources: [{ kind, code: 'GW', host: '127.0.0.1', port: device.port, timeoutMs, pollClasses: { fast: 60 }, registers }],
      points: registers.map(({ point }) => gasPoint(point, 'GW')),
      conditions: [],
    }),
    { mqtt: null }
  )
  const good = async () => {
    const { points } = await engine.host.request({ type: 'snapshot', id: newId() })
    return points.every(({ quality }) => quality === 'good')
  }
  const count = (wanted: string) => engine.kinds().filter((one) => one === wanted).length
  return { device, engine, good, count }
}

test.group('F9 F10 Modbus peers with bad manners', () => {
  const manners: Manners[] = ['silent', 'late', 'wrong_transaction', 'wrong_unit', 'wrong_function', 'too_short', 'wrong_count', 'extra_bytes', 'hang_up']
  for (const framing of ['tcp', 'rtu'] as const)
    test(`F9 F10 ${framing}: one alarm an outage and one return, no value out of a mismatched frame, no socket left`, async ({ assert, cleanup }) => {
      const { device, engine, good, count } = await watched(framing)
      cleanup(device.stop)
      cleanup(engine.stop)
      await waitFor(good)
      let outages = 0
      for (let run = 0; run < OUTAGES; run++)
        for (const manner of manners) {
          outages += 1
          device.manners = manner
          await waitFor(() => count('source_lost') === outages)
          // Long enough for several tries to reach it again.
          await new Promise((resolve) => setTimeout(resolve, 300))
          device.manners = 'well'
          await waitFor(() => count('source_found') === outages)
        }
      await waitFor(good)
      assert.equal(count('source_lost'), outages)
      assert.isAtMost(device.openSockets(), 1)
      for (const [index, value] of VALUES.entries()) {
        const stored = storedReadings(engine.file, `GAS.AT${index}.CO`).map((reading) => reading.value)
        assert.deepEqual([...new Set(stored.filter((one) => one !== null))], [value])
      }
    }).timeout(60_000)

  test('F9 a device that is slow, but in time, and one whose frames come in pieces, are not lost', async ({ assert, cleanup }) => {
    const { device, engine, good, count } = await watched('tcp', 600)
    cleanup(device.stop)
    cleanup(engine.stop)
    for (const manner of ['late', 'split'] as const) {
      device.manners = manner
      await new Promise((resolve) => setTimeout(resolve, 2_000))
      assert.isTrue(await good())
    }
    assert.equal(count('source_lost'), 0)
  })

  test('F9 a device that takes each connection and drops it: still one alarm, and no crowd of connections', async ({ assert, cleanup }) => {
    const { device, engine, good, count } = await watched('tcp')
    cleanup(device.stop)
    cleanup(engine.stop)
    await waitFor(good)
    const before = device.sockets
    device.manners = 'hang_up'
    await new Promise((resolve) => setTimeout(resolve, 6_000))
    assert.equal(count('source_lost'), 1)
    assert.isAtMost(device.sockets - before, 12, 'later each time')
    device.manners = 'well'
    await waitFor(() => count('source_found') === 1)
    assert.equal(count('source_lost'), 1)
  }).timeout(30_000)
})

import { test } from '@japa/runner'
import { newId } from '#app/kernel/ids'
import { gasPoint, plantConfig, startEngine, waitFor } from '#tests/support/field_engine'
import { startDevice, type Framing } from '#tests/support/field_modbus'

const STALE_MS = 700
const FROZEN_MS = 900

for (const framing of ['tcp', 'rtu'] as Framing[])
  test.group(`A live device with tags that are not: Modbus ${framing}`, () => {
    test('T02 A12 one refused and one frozen tag are told, each once, with the last good read; the device and its others are well', async ({ assert, cleanup }) => {
      const device = await startDevice([], 400, framing)
      cleanup(device.stop)
      const tags = [['MOVES', 0], ['REFUSED', 200], ['FROZEN', 1]] as const
      const registers = tags.map(([name, address]) => ({
        point: `GAS.${name}.CO`, unitId: 1, function: 3 as const, address, type: 'uint16' as const, wordOrder: 'ABCD' as const, scale: 1, offset: 0, pollClass: 'fast',
      }))
      const moving = setInterval(() => {
        device.registers[0] = 10 + (Date.now() % 50)
        if (!device.refused.has(200)) device.registers[1] = device.registers[200] = 20 + (Date.now() % 50)
      }, 20)
      cleanup(() => clearInterval(moving))
      const kind = framing === 'tcp' ? ('modbus_tcp' as const) : ('modbus_rtu_tcp' as const)
      const engine = await startEngine(
        plantConfig({
          sources: [{ kind, code: 'GW', host: '127.0.0.1', port: device.port, timeoutMs: 300, pollClasses: { fast: 50 }, registers }],
          points: registers.map(({ point }) => gasPoint(point, 'GW', { staleAfterMs: STALE_MS, frozenAfterMs: FROZEN_MS })),
          conditions: [],
        }),
        { mqtt: null }
      )
      cleanup(engine.stop)
      const points = async () => new Map((await engine.host.request({ type: 'snapshot', id: newId() })).points.map((one) => [one.code, one]))
      await waitFor(async () => [...(await points()).values()].every(({ quality }) => quality === 'good'))
      const stopped = Date.now()
      device.refused.add(200)
      await waitFor(() => engine.kinds().length >= 2)
      await new Promise((resolve) => setTimeout(resolve, 500))
      const faults = Object.fromEntries(engine.transitions.flatMap((one) => (one.kind === 'point_lost' ? [[one.point, one.fault]] : [])))
      assert.deepEqual(faults, { 'GAS.REFUSED.CO': 'not_a_number', 'GAS.FROZEN.CO': 'frozen' })
      assert.deepEqual(engine.kinds(), ['point_lost', 'point_lost'])
      const now = await points()
      assert.equal(now.get('GAS.MOVES.CO')!.quality, 'good')
      const refused = now.get('GAS.REFUSED.CO')!
      assert.equal(refused.quality, 'bad')
      assert.approximately(refused.lastGoodTs!, stopped, 500)
      device.refused.clear()
      await waitFor(() => engine.kinds().length === 4)
      assert.deepEqual(engine.kinds().slice(2), ['point_found', 'point_found'])
    })
  })

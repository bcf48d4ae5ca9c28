import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import modbus from 'modbus-serial'
import { test } from '@japa/runner'
import { withScenario } from '#field/scenarios'
import { ordinaryDay } from '#field/control'
import { FieldFolder } from '#field/control_file'
import { encode } from '#field/modbus/encode'
import { Gateway } from '#field/modbus/gateway'
import { modbusStations } from '#field/stations'
import type { ModbusPoint } from '#field/station'
import { until } from '#tests/support/running_plant'

const register = (type: 'float32' | 'int16', wordOrder: ModbusPoint['register']['wordOrder'] = 'ABCD', scale = 1) =>
  ({ unitId: 1, function: 4, address: 0, type, wordOrder, scale, offset: 0, pollClass: 'x' }) as const

test.group('Registers', () => {
  test('123456.0 in all four word orders', ({ assert }) => {
    const words = (order: ModbusPoint['register']['wordOrder']) =>
      encode(123456, register('float32', order)).map((word) => word.toString(16).padStart(4, '0'))
    assert.deepEqual(words('ABCD'), ['47f1', '2000'])
    assert.deepEqual(words('CDAB'), ['2000', '47f1'])
    assert.deepEqual(words('BADC'), ['f147', '0020'])
    assert.deepEqual(words('DCBA'), ['0020', 'f147'])
  })

  test('a scaled integer comes back within half a step; no value is the fault code', ({ assert }) => {
    fc.assert(
      fc.property(fc.integer({ min: -3_000_000, max: 3_000_000 }), (thousandths) => {
        const value = thousandths / 1000
        const [word = 0] = encode(value, register('int16', 'ABCD', 0.1))
        assert.approximately(((word << 16) >> 16) * 0.1, value, 0.0501)
      })
    )
    assert.deepEqual(encode(null, register('int16')), [0x8000])
    assert.notDeepEqual(encode(-1e9, register('int16')), [0x8000], 'a low value is no fault')
  })
})

test.group('A gateway on the wire', () => {
  async function gateway(code: string) {
    const folder = new FieldFolder(join(mkdtempSync(join(tmpdir(), 'redline-field-')), 'field'))
    folder.writeControl(withScenario(ordinaryDay(), 'quiet')!)
    const server = new Gateway(
      modbusStations.find((station) => station.code === code)!,
      folder
    )
    const client = new modbus.default()
    await client.connectTCP('127.0.0.1', { port: await server.start(0) })
    client.setTimeout(2_000)
    return { folder, server, client, close: async () => (client.close(() => {}), server.stop()) }
  }

  test('answers neighbouring registers in one request, and refuses others', async ({ assert, cleanup }) => {
    const { client, close } = await gateway('GAS-GW')
    cleanup(close)
    client.setID(2)
    const { data } = await client.readInputRegisters(0, 3)
    assert.isTrue(data[0]! > 0 && data[0]! < 240, `CO ${data[0]} in tenths`)
    assert.approximately(data[2]! / 100, 20.9, 0.5)
    await assert.rejects(() => client.readInputRegisters(50, 1), /Illegal data address/)
    client.setID(9)
    await assert.rejects(() => client.readInputRegisters(0, 1), /Illegal data address/)
  })

  test('a float station speaks its word order', async ({ assert, cleanup }) => {
    const { client, close } = await gateway('FURNACE-GW')
    cleanup(close)
    client.setID(2)
    const { buffer } = await client.readHoldingRegisters(0, 2)
    const swapped = Buffer.concat([buffer.subarray(2, 4), buffer.subarray(0, 2)])
    assert.approximately(swapped.readFloatBE(0), 162, 40)
  })

  test('the fan follows its coil, shows it a moment later, and the air feels it', async ({ assert, cleanup }) => {
    const { client, folder, close } = await gateway('GAS-GW')
    cleanup(close)
    client.setID(2)
    await client.writeCoil(0, true)
    assert.deepEqual((await client.readCoils(0, 2)).data.slice(0, 2), [true, false])
    await until('the fan', async () => (await client.readCoils(1, 1)).data[0])
    await until('the draught', async () => folder.fans().includes('GAS2'))
    await client.writeCoil(0, false)
    await until('the fan to stand', async () => !(await client.readCoils(1, 1)).data[0])
  })

  test('a scenario reaches the registers: a leak, and a sensor that stands still', async ({ assert, cleanup }) => {
    const { client, folder, close } = await gateway('GAS-GW')
    cleanup(close)
    client.setID(2)
    const ppm = async () => (await client.readInputRegisters(0, 2)).data.map((word) => word / 10)
    folder.writeControl(withScenario(withScenario(folder.control(), 'sensor_frozen')!, 'gas_leak')!)
    await until('more than 24 ppm', async () => (await ppm())[0]! > 24, 8_000)
    assert.isBelow((await ppm())[1]!, 24)
  })

  test('a dead sensor sends the fault code', async ({ assert, cleanup }) => {
    const { client, folder, close } = await gateway('GAS-GW')
    cleanup(close)
    folder.writeControl({ ...folder.control(), dead: ['GAS2.AT201.CO'] })
    client.setID(2)
    const word = await until('the fault code', async () => {
      const { data } = await client.readInputRegisters(0, 1)
      return data[0] === 0x8000 && data[0]
    })
    assert.equal(word, 0x8000)
  })
})

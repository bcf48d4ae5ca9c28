import { spawn } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from '@japa/runner'
import mqtt from 'mqtt'
import { newId } from '#app/kernel/ids'
import { connectDevice, credential, gasLimit, gasPoint, historyFile, plantConfig, sample, siren, startEngine, storedReadings, waitFor } from '#tests/support/field_engine'
import { startDevice } from '#tests/support/field_modbus'

const TOPIC = 'plant/GAS/AT1/CO'
const withSiren = () => plantConfig({ conditions: [gasLimit('GAS.AT1.CO', { outputs: ['SIREN'] })], outputs: [siren()] })

test.group('From a reading to a siren, over MQTT', () => {
  test('the third good sample beyond the limit; then the command, its read-back, and the alarm, each once', async ({ assert, cleanup }) => {
    const engine = await startEngine(withSiren())
    cleanup(engine.stop)
    const device = await connectDevice(engine.host.mqttPort!)
    cleanup(() => void device.end(true))
    await device.subscribeAsync('plant/GAS/SIREN/cmd')
    const commands: { id: string; value: boolean; ts: number; ttl_ms: number }[] = []
    device.on('message', (_, payload) => {
      commands.push(JSON.parse(payload.toString()))
      device.publish('plant/GAS/SIREN/state', JSON.stringify({ v: commands.at(-1)!.value }))
    })
    const now = Date.now()
    const send = (v: unknown, at: number, q?: string) => device.publishAsync(TOPIC, sample(v, now + at, q), { qos: 1 })

    await send(24, 0) // at the limit: does not count
    await send(30, 1)
    await send(30, 1) // the same sample again
    await send(31, 2, 'bad') // neither counts nor resets
    await send('x', 3)
    await send(9_999, 4) // out of range
    await send(40, -5_000) // late: history only
    await send(31, 5)
    assert.deepEqual(engine.kinds(), [])
    await send(32, 6)
    await send(33, 7)
    await waitFor(() => engine.kinds().includes('output_confirmed'))
    assert.deepEqual(engine.kinds(), ['output_commanded', 'alarm_raised', 'output_confirmed'])
    assert.deepInclude(engine.transitions.find(({ kind }) => kind === 'alarm_raised')!, { condition: 'GAS.AT1.CO.H', value: 32, sampleTs: now + 6 })
    assert.lengthOf(commands, 1)
    assert.deepInclude(commands[0]!, { value: true, ttl_ms: 5_000 })

    await send(23.5, 8) // inside the limit, not yet by the dead-band
    await send(22, 9)
    await waitFor(() => engine.kinds().includes('alarm_cleared'))
    assert.lengthOf(storedReadings(engine.file, 'GAS.AT1.CO'), 11)
  })

  test('a siren that does not answer has failed after two retries, and is told', async ({ assert, cleanup }) => {
    const engine = await startEngine(withSiren())
    cleanup(engine.stop)
    engine.host.commandOutput('SIREN', true, 'test')
    await waitFor(() => engine.kinds().includes('output_failed'))
    assert.deepInclude(engine.transitions.at(-1)!, { kind: 'output_failed', attempts: 3 })
  })

  test('a device is only let in with its secret, and only below its own topics', async ({ assert, cleanup }) => {
    const engine = await startEngine(plantConfig({ mqttCredentials: [credential('at1', ['plant/GAS/AT1'])] }))
    cleanup(engine.stop)
    await assert.rejects(() => connectDevice(engine.host.mqttPort!, 'at1', 'guessed'))
    await assert.rejects(() => connectDevice(engine.host.mqttPort!, 'nobody', ''))
    const device = await connectDevice(engine.host.mqttPort!, 'at1')
    cleanup(() => void device.end(true))
    await device.publishAsync(TOPIC, sample(1), { qos: 1 })
    const closed = new Promise<void>((resolve) => device.once('close', () => resolve()))
    device.on('error', () => undefined)
    device.publish('plant/GAS/AT2/CO', sample(1), { qos: 1 })
    await closed
    assert.lengthOf(storedReadings(engine.file, 'GAS.AT1.CO'), 1)
  })
})

test.group('Time passing alone', () => {
  test('silence and a frozen value make a point unknown, once; a new value brings it back', async ({ assert, cleanup }) => {
    const engine = await startEngine(
      plantConfig({ points: [gasPoint('GAS.AT1.CO', 'MQTT', { staleAfterMs: 600 }), gasPoint('GAS.AT2.CO', 'MQTT', { frozenAfterMs: 400 })], conditions: [] })
    )
    cleanup(engine.stop)
    const device = await connectDevice(engine.host.mqttPort!)
    cleanup(() => void device.end(true))
    await device.publishAsync(TOPIC, sample(1), { qos: 1 })
    const same = setInterval(() => device.publish('plant/GAS/AT2/CO', sample(5)), 50)
    cleanup(() => clearInterval(same))
    await waitFor(() => engine.kinds().length >= 2)
    const faults = Object.fromEntries(engine.transitions.flatMap((one) => (one.kind === 'point_lost' ? [[one.point, one.fault]] : [])))
    assert.deepEqual(faults, { 'GAS.AT1.CO': 'stale', 'GAS.AT2.CO': 'frozen' })
    clearInterval(same)
    await device.publishAsync(TOPIC, sample(2), { qos: 1 })
    await device.publishAsync('plant/GAS/AT2/CO', sample(6), { qos: 1 })
    await waitFor(() => engine.kinds().filter((kind) => kind === 'point_found').length === 2)
    assert.lengthOf(engine.kinds(), 4)
  })

  test('a loss that was told is not told again after a restart, and the return is', async ({ assert }) => {
    const config = plantConfig({ points: [gasPoint('GAS.AT1.CO', 'MQTT', { staleAfterMs: 300 })], conditions: [] })
    const first = await startEngine(config)
    await waitFor(() => first.kinds().includes('point_lost'))
    await first.stop()
    const second = await startEngine(config, { historyFile: first.file })
    await new Promise((resolve) => setTimeout(resolve, 700))
    assert.deepEqual(second.kinds(), [])
    await second.host.request({ type: 'ingest', id: newId(), readings: [{ point: 'GAS.AT1.CO', value: 1, ts: Date.now(), quality: 'good' }] })
    await waitFor(() => second.kinds().includes('point_found'))
    await second.stop()
  })
})

test.group('Modbus and the external broker', () => {
  test('a Modbus detector raises, a Modbus fan runs and reads back', async ({ assert, cleanup }) => {
    const device = await startDevice([300])
    cleanup(device.stop)
    const register = { point: 'GAS.AT1.CO', unitId: 1, function: 3, address: 0, type: 'int16', wordOrder: 'ABCD', scale: 0.1, offset: 0, pollClass: 'gas' } as const
    const engine = await startEngine(
      plantConfig({
        sources: [{ kind: 'modbus_tcp', code: 'GW', host: '127.0.0.1', port: device.port, timeoutMs: 300, pollClasses: { gas: 50 }, registers: [register] }],
        conditions: [gasLimit('GAS.AT1.CO', { outputs: ['FAN'] })],
        outputs: [siren({ code: 'FAN', kind: 'fan', wire: { kind: 'modbus', sourceCode: 'GW', unitId: 1, coil: 4, readbackCoil: 4 } })],
      }),
      { mqtt: null }
    )
    cleanup(engine.stop)
    await waitFor(() => engine.kinds().includes('output_confirmed'))
    assert.isTrue(device.coils.get(4))
    device.manners = 'silent'
    await waitFor(() => engine.kinds().includes('source_lost'))
    device.manners = 'well'
    await waitFor(() => engine.kinds().includes('source_found'))
    assert.lengthOf(engine.kinds().filter((kind) => kind === 'source_lost'), 1)
  })

  test('an external broker: QoS 1 is kept there while we are away, and its own loss is told once', async ({ assert, cleanup }) => {
    const file = historyFile()
    const config = join(dirname(file), 'mosquitto.conf')
    const port = 20_000 + Math.floor(Math.random() * 20_000)
    writeFileSync(config, `listener ${port} 127.0.0.1\nallow_anonymous true\n`)
    const start = () => spawn('mosquitto', ['-c', config], { stdio: 'ignore', env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin` } })
    let broker = start()
    cleanup(() => void broker.kill('SIGKILL'))
    const options = { historyFile: file, mqtt: { url: `mqtt://127.0.0.1:${port}` } }
    const first = await startEngine(plantConfig(), options)
    const connected = async (engine: typeof first) => (await engine.host.request({ type: 'snapshot', id: newId() })).stats.brokerClients === 1
    await waitFor(() => connected(first))
    const device = await mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, { reconnectPeriod: 100 })
    cleanup(() => void device.end(true))
    await device.publishAsync(TOPIC, sample(1, Date.now()), { qos: 1 })
    await waitFor(() => storedReadings(file, 'GAS.AT1.CO').length === 1)
    await first.stop()
    for (const v of [2, 3]) await device.publishAsync(TOPIC, sample(v, Date.now() + v), { qos: 1 })

    const second = await startEngine(plantConfig(), options)
    cleanup(second.stop)
    await waitFor(() => storedReadings(file, 'GAS.AT1.CO').length === 3)
    broker.kill('SIGKILL')
    await waitFor(() => second.kinds().includes('source_lost'))
    broker = start()
    await waitFor(() => second.kinds().includes('source_found'))
    assert.lengthOf(second.kinds().filter((kind) => kind === 'source_lost'), 1)
  }).timeout(60_000)
})

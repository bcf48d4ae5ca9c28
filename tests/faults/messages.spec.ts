import { test } from '@japa/runner'
import mqtt from 'mqtt'
import { newId } from '#app/kernel/ids'
import { connectDevice, gasLimit, gasPoint, historyFile, plantConfig, sample, siren, startEngine, storedReadings, waitFor } from '#tests/support/field_engine'
import { startMosquitto } from '#tests/support/field_mosquitto'

const TOPIC = 'plant/GAS/AT1/CO'
const POINT = 'GAS.AT1.CO'
const SEED = Number(process.env.FAULT_SEED ?? 20_261_124)

function* chances(seed: number): Generator<number> {
  for (let state = seed; ; ) {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    yield state / 2_147_483_648
  }
}

test.group('F14 Messages that come twice, late, out of order, or from before', () => {
  test('F14 any order and any number of times: each sample is kept once', async ({ assert, cleanup }) => {
    const engine = await startEngine(plantConfig({ conditions: [] }))
    cleanup(engine.stop)
    const device = await connectDevice(engine.host.mqttPort!)
    cleanup(() => void device.end(true))
    const chance = chances(SEED)
    const start = Date.now() - 60_000
    const samples = Array.from({ length: 300 }, (_, index) => ({ v: index % 20, ts: start + index * 100 }))
    const sent = samples
      .flatMap((one) => Array.from({ length: 1 + Math.floor(chance.next().value! * 3) }, () => one))
      .map((one) => ({ one, place: one.ts + (chance.next().value! - 0.5) * 6_000 }))
      .sort((a, b) => a.place - b.place)
    for (const { one } of sent) await device.publishAsync(TOPIC, sample(one.v, one.ts), { qos: 1 })
    assert.isAbove(sent.length, 400)
    assert.deepEqual(
      storedReadings(engine.file, POINT).map(({ ts, value }) => ({ v: value, ts })),
      samples
    )
    const { points } = await engine.host.request({ type: 'snapshot', id: newId() })
    assert.deepInclude(points[0]!, { value: samples.at(-1)!.v, ts: samples.at(-1)!.ts })
  })

  test('F14 a duplicate never makes a third; late and too old samples raise nothing', async ({ assert, cleanup }) => {
    const engine = await startEngine(plantConfig())
    cleanup(engine.stop)
    const device = await connectDevice(engine.host.mqttPort!)
    cleanup(() => void device.end(true))
    const now = Date.now()
    const send = (v: number, ts: number | undefined, dup = false) => device.publishAsync(TOPIC, sample(v, ts), { qos: 1, dup })
    for (const age of [700_000, 690_000, 680_000]) await send(90, now - age)
    await send(30, now)
    await send(31, now + 1)
    for (let again = 0; again < 5; again++) await send(31, now + 1)
    for (const late of [-3_000, -2_000, -1_000]) await send(90, now + late)
    await send(31, now + 1)
    await new Promise((resolve) => setTimeout(resolve, 300))
    assert.deepEqual(engine.kinds(), [])
    assert.lengthOf(storedReadings(engine.file, POINT), 8)
    await send(32, now + 2)
    await waitFor(() => engine.kinds().includes('alarm_raised'))
    assert.deepEqual(engine.kinds(), ['alarm_raised'])
  })

  test('F14 a device without a clock that sends again what was not acknowledged: it counts once', async ({ assert, cleanup }) => {
    const engine = await startEngine(plantConfig())
    cleanup(engine.stop)
    const device = await connectDevice(engine.host.mqttPort!)
    cleanup(() => void device.end(true))
    const send = async (v: number, dup = false) => {
      await device.publishAsync(TOPIC, sample(v), { qos: 1, dup })
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    await send(30)
    await send(31)
    await send(31, true)
    await send(31, true)
    await new Promise((resolve) => setTimeout(resolve, 300))
    assert.deepEqual(engine.kinds(), [])
    await send(32)
    await waitFor(() => engine.kinds().includes('alarm_raised'))
  })

  test('F14 a state that a broker kept confirms no command: the siren that does not answer has failed', async ({ assert, cleanup }) => {
    const file = historyFile()
    const broker = await startMosquitto(file)
    cleanup(() => broker.down('SIGKILL'))
    const device = await mqtt.connectAsync(broker.url)
    await device.publishAsync('plant/GAS/SIREN/state', JSON.stringify({ v: true }), { qos: 1, retain: true })
    await device.endAsync()
    const engine = await startEngine(plantConfig({ outputs: [siren({ confirmWithinMs: 200 })] }), { historyFile: file, mqtt: { url: broker.url } })
    cleanup(engine.stop)
    await waitFor(async () => (await engine.host.request({ type: 'snapshot', id: newId() })).stats.brokerClients === 1)
    engine.host.commandOutput('SIREN', true, 'test')
    await waitFor(() => engine.kinds().some((kind) => kind === 'output_failed' || kind === 'output_confirmed'))
    assert.deepEqual(engine.kinds(), ['output_commanded', 'output_failed'])
  }).timeout(30_000)

  test('F14 what a broker kept from before: as old as it says, and nothing where it does not say', async ({ assert, cleanup }) => {
    const file = historyFile()
    const broker = await startMosquitto(file)
    cleanup(() => broker.down('SIGKILL'))
    const { url } = broker
    const device = await mqtt.connectAsync(url, { reconnectPeriod: 100 })
    cleanup(() => void device.end(true))
    const now = Date.now()
    const keep = (point: string, payload: string) => device.publishAsync(`plant/GAS/${point}/CO`, payload, { qos: 1, retain: true })
    await keep('AT1', sample(90))
    await keep('AT2', sample(91, now - 3_600_000))
    await keep('AT3', sample(7, now - 500))
    const points = ['GAS.AT1.CO', 'GAS.AT2.CO', 'GAS.AT3.CO']
    const engine = await startEngine(
      plantConfig({ points: points.map((code) => gasPoint(code)), conditions: points.map((code) => gasLimit(code, { consecutive: 1 })) }),
      { historyFile: file, mqtt: { url } }
    )
    cleanup(engine.stop)
    await waitFor(() => storedReadings(file, 'GAS.AT3.CO').length === 1)
    const snapshot = (await engine.host.request({ type: 'snapshot', id: newId() })).points
    assert.deepEqual(snapshot.map(({ value, quality }) => [value, quality]), [[null, 'bad'], [null, 'bad'], [7, 'good']])
    assert.lengthOf(storedReadings(file, 'GAS.AT1.CO'), 0)
    assert.deepInclude(storedReadings(file, 'GAS.AT2.CO')[0]!, { ts: now - 3_600_000, value: 91 })
    assert.deepEqual(engine.kinds(), [])
  }).timeout(30_000)
})

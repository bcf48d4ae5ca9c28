import { test } from '@japa/runner'
import mqtt from 'mqtt'
import { clock } from '#app/kernel/clock'
import { newId } from '#app/kernel/ids'
import { gasPoint, historyFile, plantConfig, sample, siren, startEngine, storedReadings, waitFor } from '#tests/support/field_engine'
import { startMosquitto } from '#tests/support/field_mosquitto'
import { startProxy } from '#tests/support/field_proxy'

const FLAPS = Number(process.env.FAULT_RUNS ?? 3)
const DOWN_MS = Number(process.env.FAULT_DOWN_MS ?? 2_500)
const STALE_MS = 1_500
const BACK_WITHIN_MS = 5_000
const POINTS = ['GAS.AT1.CO', 'GAS.AT2.CO', 'GAS.AT3.CO']
const topicOf = (point: string) => `plant/${point.replaceAll('.', '/')}`

async function aPlant() {
  const file = historyFile()
  const broker = await startMosquitto(file)
  const proxy = await startProxy(broker.port)
  const engine = await startEngine(
    plantConfig({
      points: POINTS.map((code) => gasPoint(code, 'MQTT', { staleAfterMs: STALE_MS })),
      conditions: [],
      outputs: [siren({ confirmWithinMs: 200, ttlMs: 1_000 })],
    }),
    { historyFile: file, mqtt: { url: `mqtt://127.0.0.1:${proxy.port}` } }
  )
  const connected = async () => (await engine.host.request({ type: 'snapshot', id: newId() })).stats.brokerClients === 1
  await waitFor(connected)
  const device = await mqtt.connectAsync(broker.url, { reconnectPeriod: 200, clientId: 'siren', clean: false, queueQoSZero: false })
  device.on('error', () => undefined)
  const commands: { id: string; ts: number; ttl_ms: number }[] = []
  await device.subscribeAsync('plant/GAS/SIREN/cmd', { qos: 1 })
  device.on('message', (_, payload) => void commands.push(JSON.parse(payload.toString())))
  const speaking = setInterval(() => {
    if (device.connected) for (const point of POINTS) device.publish(topicOf(point), sample(5 + (Date.now() % 10), Date.now()), { qos: 1 })
  }, 200)
  const stop = async () => {
    clearInterval(speaking)
    device.end(true)
    await engine.stop()
    await proxy.stop()
    await broker.down('SIGKILL')
  }
  const count = (wanted: string) => engine.kinds().filter((kind) => kind === wanted).length
  const good = async () => (await engine.host.request({ type: 'snapshot', id: newId() })).points.every(({ quality }) => quality === 'good')
  return { broker, proxy, engine, device, commands, speaking, stop, count, good, file }
}

test.group('F7 The broker is away', () => {
  test('F7 it flaps: one loss and one return each time, silent points unknown in time, no old command, back within 5 s', async ({ assert, cleanup }) => {
    const plant = await aPlant()
    const { broker, engine, commands, count, good } = plant
    cleanup(plant.stop)
    await waitFor(good)
    for (let flap = 1; flap <= FLAPS; flap++) {
      const downAt = clock.now()
      await broker.down()
      await waitFor(() => count('source_lost') === flap)
      engine.host.commandOutput('SIREN', true, `flap ${flap}`)
      await waitFor(() => count('point_lost') === flap * POINTS.length)
      const late = engine.transitions.flatMap((one) => (one.kind === 'point_lost' && one.at > downAt ? [one.at - downAt - STALE_MS] : []))
      assert.isAtMost(Math.max(...late), 1_000)
      await waitFor(() => count('output_failed') === flap)
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, DOWN_MS - (clock.now() - downAt))))
      const upAt = clock.now()
      await broker.up()
      await waitFor(good, BACK_WITHIN_MS)
      assert.isAtMost(clock.now() - upAt, BACK_WITHIN_MS)
    }
    await new Promise((resolve) => setTimeout(resolve, 1_200))
    assert.deepEqual(commands, [], 'what nobody could carry out then is not carried out now')
    for (const kind of ['source_lost', 'source_found']) assert.equal(count(kind), FLAPS, kind)
    assert.equal(count('point_found'), FLAPS * POINTS.length)
  }).timeout(58_000)

  test('F7 what the broker held while the way to it was cut, and over its own restart, is not lost', async ({ assert, cleanup }) => {
    const plant = await aPlant()
    const { broker, proxy, device, speaking, good, count, file } = plant
    cleanup(plant.stop)
    await waitFor(good)
    clearInterval(speaking)
    await new Promise((resolve) => setTimeout(resolve, 300))
    proxy.weather = 'down'
    proxy.cut()
    await waitFor(() => count('source_lost') === 1)
    const start = Date.now()
    for (let index = 0; index < 50; index++) await device.publishAsync(topicOf(POINTS[0]!), sample(index % 10, start + index), { qos: 1 })
    await broker.down()
    await broker.up()
    proxy.weather = 'clear'
    const kept = () => storedReadings(file, POINTS[0]!).filter(({ ts }) => ts >= start && ts < start + 50)
    await waitFor(() => kept().length === 50, BACK_WITHIN_MS + 2_000)
    assert.deepEqual(kept().map(({ value }) => value), Array.from({ length: 50 }, (_, index) => index % 10))
    assert.equal(count('source_lost'), 1)
  }).timeout(40_000)
})

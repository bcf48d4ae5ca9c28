import { test } from '@japa/runner'
import proto from 'sparkplug-payload/lib/sparkplugPayloadProto.js'
import { newId } from '#app/kernel/ids'
import { credential, gasLimit, gasPoint, historyFile, plantConfig, startEngine, storedReadings, waitFor } from '#tests/support/field_engine'
import { EdgeNode } from '#tests/support/field_sparkplug'
import { startMosquitto } from '#tests/support/field_mosquitto'

const POINT = 'EDGE1.AT1.GAS.CO'
const config = plantConfig({
  sources: [{ kind: 'sparkplug_b', code: 'SPB', group: 'PLANT', pointPattern: '{2}.{3}.{4}' }],
  points: [gasPoint(POINT, 'SPB', { staleAfterMs: 86_400_000 })],
  conditions: [gasLimit(POINT)],
  mqttCredentials: [credential('field', ['spBv1.0/PLANT'], ['spBv1.0/PLANT'])],
})
const secret = { username: 'field', password: 'secret of field' }

async function anEdge(url: string, options = {}): Promise<EdgeNode> {
  const edge = await EdgeNode.connect(url, options)
  edge.metrics.set('Gas/CO', { alias: 3, type: 'Float', value: 5 })
  return edge
}

async function running() {
  const engine = await startEngine(config)
  const url = `mqtt://127.0.0.1:${engine.host.mqttPort}`
  const point = async () => (await engine.host.request({ type: 'snapshot', id: newId() })).points[0]!
  return { ...engine, url, point, untilValue: (value: number) => waitFor(async () => (await point()).value === value) }
}

test.group('Sparkplug B', () => {
  test('I11 names at the birth, aliases afterwards: three samples beyond the limit are one alarm', async ({ assert, cleanup }) => {
    const engine = await running()
    cleanup(engine.stop)
    const edge = await anEdge(engine.url, secret)
    cleanup(() => edge.close())
    await edge.birth()
    await waitFor(async () => (await engine.point()).quality === 'good')
    assert.equal((await engine.point()).value, 5)
    for (const value of [30, 31, 32]) {
      await edge.data('Gas/CO', value)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    await waitFor(() => engine.kinds().includes('alarm_raised'))
    assert.equal(edge.births, 1)
    assert.deepEqual(storedReadings(engine.file, POINT).map(({ value }) => value), [5, 30, 31, 32])
  })

  test('I11 a gap in the sequence: until the node is born again its values are not known to be good', async ({ assert, cleanup }) => {
    const engine = await running()
    cleanup(engine.stop)
    const edge = await anEdge(engine.url, secret)
    cleanup(() => edge.close())
    await edge.birth()
    await engine.untilValue(5)
    edge.deaf = true
    edge.lose()
    await edge.data('Gas/CO', 30)
    await engine.untilValue(30)
    assert.equal((await engine.point()).quality, 'uncertain')
    edge.deaf = false
    await edge.birth()
    await waitFor(async () => (await engine.point()).quality === 'good')
    await edge.data('Gas/CO', 6)
    edge.lose()
    await edge.data('Gas/CO', 7)
    await waitFor(() => edge.births === 3)
    await waitFor(async () => (await engine.point()).quality === 'good')
    assert.equal((await engine.point()).value, 7)
  })

  test('I11 who was born before we listened is asked to be born again; what was sent twice counts once', async ({ assert, cleanup }) => {
    const engine = await running()
    cleanup(engine.stop)
    const edge = await anEdge(engine.url, secret)
    cleanup(() => edge.close())
    await edge.data('Gas/CO', 9)
    await waitFor(() => edge.births === 1)
    await engine.untilValue(9)
    await edge.data('Gas/CO', 10)
    await edge.repeat('Gas/CO')
    await edge.data('Gas/CO', 11)
    await engine.untilValue(11)
    assert.equal(edge.births, 1)
    assert.deepEqual(storedReadings(engine.file, POINT).map(({ value }) => value), [9, 10, 11])
  })

  test('I11 DDEATH and NDEATH make the points unknown at once, each told once; the birth brings them back', async ({ assert, cleanup }) => {
    const engine = await running()
    cleanup(engine.stop)
    let edge = await anEdge(engine.url, secret)
    await edge.birth()
    await engine.untilValue(5)
    await edge.deviceDeath()
    await waitFor(() => engine.kinds().includes('point_lost'))
    assert.deepInclude(await engine.point(), { quality: 'bad', fault: 'lost' })
    await edge.birth()
    await waitFor(() => engine.kinds().includes('point_found'))
    edge.cut()
    await waitFor(() => engine.kinds().length === 3)
    assert.deepEqual(engine.kinds(), ['point_lost', 'point_found', 'point_lost'])

    edge = await anEdge(engine.url, { ...secret, session: 1 })
    cleanup(() => edge.close())
    await edge.birth()
    await waitFor(() => engine.kinds().length === 4)
    // The death of the former session comes late: it is not this one's.
    await edge.raw('NDEATH', Buffer.from(proto.org.eclipse.tahu.protobuf.Payload.encode({ metrics: [{ name: 'bdSeq', datatype: 8, longValue: 0 }] }).finish()))
    await edge.data('Gas/CO', 8)
    await engine.untilValue(8)
    await new Promise((resolve) => setTimeout(resolve, 300))
    assert.equal((await engine.point()).quality, 'good')
    assert.equal(edge.births, 1)
    assert.lengthOf(engine.kinds(), 4)
  })

  test('I11 a device that is not born again after its node is lost; so is a node that does not hear us', async ({ assert, cleanup }) => {
    const engine = await running()
    cleanup(engine.stop)
    const edge = await anEdge(engine.url, secret)
    cleanup(() => edge.close())
    await edge.birth()
    await engine.untilValue(5)
    edge.deviceAway = true
    await edge.birth()
    await waitFor(() => engine.kinds().includes('point_lost'))
    edge.deviceAway = false
    await edge.birth()
    await waitFor(() => engine.kinds().includes('point_found'))
    edge.deaf = true
    edge.lose()
    await edge.data('Gas/CO', 6)
    await waitFor(() => engine.kinds().length === 3)
    assert.deepEqual(engine.kinds(), ['point_lost', 'point_found', 'point_lost'])
  }).timeout(30_000)

  test('I11 over a mosquitto of the plant: data without a type, a broker that goes, and a death that nobody heard', async ({ assert, cleanup }) => {
    const file = historyFile()
    const broker = await startMosquitto(file)
    cleanup(() => broker.down('SIGKILL'))
    const { url } = broker
    const engine = await startEngine(config, { historyFile: file, mqtt: { url } })
    cleanup(engine.stop)
    const snapshot = () => engine.host.request({ type: 'snapshot', id: newId() })
    await waitFor(async () => (await snapshot()).stats.brokerClients === 1)
    const edge = await anEdge(url)
    await edge.birth()
    await waitFor(async () => (await snapshot()).points[0]!.value === 5)
    await edge.data('Gas/CO', 12, true)
    await waitFor(async () => storedReadings(file, POINT).length === 2)
    await broker.down('SIGKILL')
    await waitFor(() => engine.kinds().includes('source_lost'))
    await broker.up()
    await waitFor(() => engine.kinds().includes('point_lost'), 15_000)
    assert.deepEqual(engine.kinds(), ['source_lost', 'source_found', 'point_lost'])
  }).timeout(40_000)
})

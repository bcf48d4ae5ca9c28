import { mkdtempSync } from 'node:fs'
import { createServer } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { newId } from '#app/kernel/ids'
import { ordinaryDay } from '#field/control'
import { FieldFolder } from '#field/control_file'
import { Gateway } from '#field/modbus/gateway'
import { withScenario } from '#field/scenarios'
import { modbusStations } from '#field/stations'
import { EdgeNode } from '#field/wires/edge_node'
import { HttpSender } from '#field/wires/http_sender'
import { RtuFront } from '#field/wires/rtu_front'
import { startWire } from '#field/wires/start_wire'
import { World } from '#field/world'
import { credential, gasPoint, plantConfig, startEngine, waitFor } from '#tests/support/field_engine'

const station = modbusStations.find(({ code }) => code === 'GAS-GW')!
const wide = { min: -1e6, max: 1e6, staleAfterMs: 60_000 }

function folder(): FieldFolder {
  const made = new FieldFolder(join(mkdtempSync(join(tmpdir(), 'redline-wires-')), 'field'))
  made.writeControl(withScenario(ordinaryDay(), 'quiet')!)
  return made
}
const points = (codes: string[], source: string) => codes.map((code) => gasPoint(code, source, wide))
const goodOf = async (engine: Awaited<ReturnType<typeof startEngine>>) =>
  (await engine.host.request({ type: 'snapshot', id: newId() })).points.filter(({ quality }) => quality === 'good').length

test.group('The simulated field over its other wires', () => {
  test('I11 Modbus RTU over TCP: every point of a station is read', async ({ cleanup }) => {
    const gateway = new Gateway(station, folder())
    const front = new RtuFront(await gateway.start(0))
    const port = await front.start(0)
    cleanup(async () => {
      await front.stop()
      await gateway.stop()
    })
    const registers = station.points.map(({ code, register }) => ({ ...register, point: code, pollClass: 'fast' }))
    const engine = await startEngine(
      plantConfig({
        sources: [{ kind: 'modbus_rtu_tcp', code: 'RTU', host: '127.0.0.1', port, timeoutMs: 1_000, pollClasses: { fast: 200 }, registers }],
        points: points(registers.map(({ point }) => point), 'RTU'),
        conditions: [],
      }),
      { mqtt: null }
    )
    cleanup(engine.stop)
    await waitFor(async () => (await goodOf(engine)) === registers.length)
  })

  test('I11 Sparkplug B: every point of a station is born, and moves', async ({ assert, cleanup }) => {
    const codes = station.points.map(({ code }) => code)
    const engine = await startEngine(
      plantConfig({
        sources: [{ kind: 'sparkplug_b', code: 'SPB', group: 'PLANT', pointPattern: '{3}.{4}' }],
        points: points(codes, 'SPB'),
        conditions: [],
        mqttCredentials: [credential('edge', ['spBv1.0/PLANT'], ['spBv1.0/PLANT'])],
      })
    )
    cleanup(engine.stop)
    const world = new World(folder(), station.points)
    const timer = setInterval(() => world.tick(), 100)
    cleanup(() => clearInterval(timer))
    const edge = new EdgeNode(station.points, world, { url: `mqtt://127.0.0.1:${engine.host.mqttPort}`, username: 'edge', password: 'secret of edge', group: 'PLANT', node: 'GAS-GW' })
    edge.start()
    await waitFor(async () => (await goodOf(engine)) === codes.length)
    const value = async () => (await engine.host.request({ type: 'snapshot', id: newId() })).points[0]!.value
    const before = await value()
    await waitFor(async () => (await value()) !== before)
    await edge.stop()
    await waitFor(async () => (await goodOf(engine)) === 0)
    await waitFor(() => engine.kinds().filter((kind) => kind === 'point_lost').length >= codes.length)
    assert.lengthOf(engine.kinds(), codes.length)
  })

  test('I05 I11 as a MES: batches by HTTP with a token; what is refused is said', async ({ assert, cleanup }) => {
    const heard: { token?: string; readings: { point: string; value: number }[] }[] = []
    const server = createServer((request, response) => {
      let text = ''
      request.on('data', (chunk) => (text += chunk))
      request.on('end', () => {
        heard.push({ token: request.headers.authorization, readings: JSON.parse(text).readings })
        response.statusCode = 403
        response.end('no')
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    cleanup(() => void server.close())
    const said: string[] = []
    const sender = new HttpSender(station.points, new World(folder(), station.points), { url: `http://127.0.0.1:${(server.address() as { port: number }).port}`, token: 'T' }, (line) => said.push(line))
    sender.start()
    await waitFor(() => said.length === 1)
    await sender.stop()
    assert.equal(heard[0]!.token, 'Bearer T')
    assert.lengthOf(heard[0]!.readings, station.points.length)
    assert.equal(said[0], '403 no')
  })

  test('I11 a wire or a station that there is not is one sentence', async ({ assert }) => {
    const options = { port: 0, group: 'PLANT', url: '', said: () => undefined }
    for (const [wire, code, sentence] of [['opc', 'GAS-GW', /no wire opc/], ['rtu', 'NOWHERE', /no station NOWHERE/], ['http', 'GAS-GW', /--token/]] as const) {
      const started = await startWire({ ...options, wire, station: code })
      assert.isFalse(started.ok)
      if (!started.ok) assert.match(started.error, sentence)
    }
  })
})

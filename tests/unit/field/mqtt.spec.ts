import { mkdtempSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Aedes } from 'aedes'
import { test } from '@japa/runner'
import { clock } from '#app/kernel/clock'
import { ordinaryDay } from '#field/control'
import { FieldFolder } from '#field/control_file'
import { FieldDevice } from '#field/mqtt/device'
import { withScenario } from '#field/scenarios'
import { demoSecret } from '#field/station'
import { mqttDevices } from '#field/stations'
import { World } from '#field/world'
import { freePort, until } from '#tests/support/running_plant'

/** A real broker that checks credentials and keeps what it hears. */
async function broker(port: number) {
  const heard: { topic: string; payload: any }[] = []
  const aedes = await Aedes.createBroker({
    authenticate: (_client, username, password, done) =>
      done(null, password?.toString() === demoSecret(username ?? '')),
  })
  aedes.on('publish', ({ topic, payload }, client) => {
    if (client) heard.push({ topic, payload: JSON.parse(payload.toString()) })
  })
  const server: Server = createServer(aedes.handle)
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  const send = (topic: string, payload: object) =>
    aedes.publish(
      { cmd: 'publish', topic, payload: JSON.stringify(payload), qos: 1, retain: false, dup: false },
      () => {}
    )
  const close = () => new Promise<void>((resolve) => aedes.close(() => server.close(() => resolve())))
  return { heard, send, close }
}

function device(username: string, port: number) {
  const folder = new FieldFolder(join(mkdtempSync(join(tmpdir(), 'redline-field-')), 'field'))
  folder.writeControl(withScenario(ordinaryDay(), 'quiet')!)
  const mine = mqttDevices.find((candidate) => candidate.username === username)!
  const world = new World(folder, mine.points)
  const timer = setInterval(() => world.tick(), 50)
  const running = new FieldDevice(mine, world)
  running.start(`mqtt://127.0.0.1:${port}`)
  return { folder, stop: () => (clearInterval(timer), running.stop()) }
}

test.group('MQTT devices on the wire', () => {
  test('a detector publishes value, time and quality, and goes on when the broker was away', async ({
    assert,
    cleanup,
  }) => {
    const port = await freePort()
    const first = await broker(port)
    const { stop } = device('gas2-at203', port)
    cleanup(stop)
    const message = await until('a reading', async () => first.heard[0])
    assert.equal(message.topic, 'plant/GAS2/AT203/CO')
    assert.equal(message.payload.q, 'good')
    assert.isBelow(Math.abs(clock.now() - message.payload.ts), 5_000)
    await first.close()
    const second = await broker(port)
    cleanup(second.close)
    await until('a reading after the restart', async () => second.heard[0])
  })

  test('a dead detector is silent', async ({ assert, cleanup }) => {
    const port = await freePort()
    const { heard, close } = await broker(port)
    cleanup(close)
    const { folder, stop } = device('gas2-at203', port)
    cleanup(stop)
    await until('a reading', async () => heard.length)
    folder.writeControl(withScenario(folder.control(), 'sensor_dead')!)
    await new Promise((resolve) => setTimeout(resolve, 300))
    const before = heard.length
    await new Promise((resolve) => setTimeout(resolve, 2_200))
    assert.lengthOf(heard, before)
  })

  test('a siren moves on command and reports its real position, the command’s id with it', async ({
    assert,
    cleanup,
  }) => {
    const port = await freePort()
    const { heard, send, close } = await broker(port)
    cleanup(close)
    const { folder, stop } = device('gas2-siren', port)
    cleanup(stop)
    await until('its first report', async () => heard.some(({ payload }) => payload.v === false))
    const command = (id: string, value: boolean, ts = clock.now()) =>
      send('plant/GAS2/SIREN/cmd', { id, value, cause: 'test', ts, ttl_ms: 5_000 })
    command('old', true, clock.now() - 10_000)
    command('on', true)
    const moved = await until('the siren', async () => heard.find(({ payload }) => payload.v === true))
    assert.equal(moved.topic, 'plant/GAS2/SIREN/state')
    assert.equal(moved.payload.id, 'on')

    folder.writeControl(withScenario(folder.control(), 'siren_stuck')!)
    await new Promise((resolve) => setTimeout(resolve, 200))
    const before = heard.length
    command('off', false)
    const report = await until('its report', async () => heard[before])
    assert.deepEqual([report.payload.v, report.payload.id], [true, 'on'])
  })
})

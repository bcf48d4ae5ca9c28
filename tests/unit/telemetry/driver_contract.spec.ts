import { test } from '@japa/runner'
import { EmbeddedBroker } from '#modules/telemetry/broker/embedded'
import { TopicBus } from '#modules/telemetry/broker/topic_bus'
import type { Driver, RawReading } from '#modules/telemetry/drivers/driver'
import { ModbusDriver } from '#modules/telemetry/drivers/modbus'
import { MqttDriver } from '#modules/telemetry/drivers/mqtt'
import { SparkplugDriver } from '#modules/telemetry/drivers/sparkplug'
import type { ModbusSourceConfig } from '#modules/telemetry/engine/port'
import { connectDevice, credential, sample, waitFor } from '#tests/support/field_engine'
import { EdgeNode } from '#tests/support/field_sparkplug'
import { startDevice, type Framing } from '#tests/support/field_modbus'

/** One peer on a real wire, with the driver that listens to it. */
interface Peer {
  driver: Driver
  /** The device's value from now on. */
  show(value: number): Promise<void>
  /** The device answers, but not with a value. */
  spoil(): Promise<void>
  cut(): Promise<void>
  mend(): Promise<void>
  close(): Promise<void>
}

export const gateway = (port: number, changes: Partial<ModbusSourceConfig> = {}): ModbusSourceConfig => ({
  kind: 'modbus_tcp', code: 'GW', host: '127.0.0.1', port, timeoutMs: 150, pollClasses: { fast: 50 },
  registers: [{ point: 'A.B.C', unitId: 1, function: 3, address: 0, type: 'uint16', wordOrder: 'ABCD', scale: 1, offset: 0, pollClass: 'fast' }],
  ...changes,
})

async function modbusPeer(framing: Framing): Promise<Peer> {
  const device = await startDevice([0], 400, framing)
  return {
    driver: new ModbusDriver(gateway(device.port, { kind: framing === 'tcp' ? 'modbus_tcp' : 'modbus_rtu_tcp' })),
    show: async (value) => void (device.registers[0] = value),
    spoil: async () => void (device.manners = 'refuse'),
    cut: async () => void (device.manners = 'silent'),
    mend: async () => void (device.manners = 'well'),
    close: () => device.stop(),
  }
}

async function aBroker() {
  const bus = new TopicBus()
  const broker = new EmbeddedBroker(
    { host: '127.0.0.1', port: 0 },
    { message: (topic, payload) => bus.dispatch(topic, payload), congestion: () => null, connection: () => undefined }
  )
  broker.allow([credential('field', ['plant', 'spBv1.0'], ['spBv1.0'])])
  await broker.start()
  return { bus, broker }
}

async function sparkplugPeer(): Promise<Peer> {
  const { bus, broker } = await aBroker()
  const edge = await EdgeNode.connect(`mqtt://127.0.0.1:${broker.port}`, { username: 'field', password: 'secret of field' }, 'PLANT', 'A', 'B')
  edge.metrics.set('c', { alias: 7, type: 'Float', value: 0 })
  await edge.birth()
  return {
    driver: new SparkplugDriver({ kind: 'sparkplug_b', code: 'S', group: 'PLANT', pointPattern: '{2}.{3}.{4}' }, bus, (topic, payload) => broker.publish(topic, payload)),
    show: (value) => edge.data('c', value),
    spoil: async () => {
      await edge.data('c', 1)
      await edge.data('c', null)
    },
    cut: async () => bus.connection(false, 'gone'),
    mend: async () => bus.connection(true, null),
    close: async () => {
      edge.close()
      await broker.stop()
    },
  }
}

async function mqttPeer(): Promise<Peer> {
  const { bus, broker } = await aBroker()
  const client = await connectDevice(broker.port!)
  const publish = async (payload: string) => void (await client.publishAsync('plant/A/B/C', payload, { qos: 1 }))
  return {
    driver: new MqttDriver({ kind: 'mqtt', code: 'M', topic: 'plant/+/+/+', pointPattern: '{1}.{2}.{3}', valuePath: 'v', timePath: 'ts', qualityPath: 'q' }, bus),
    show: (value) => publish(sample(value)),
    spoil: () => publish('{"v":'),
    cut: async () => bus.connection(false, 'gone'),
    mend: async () => bus.connection(true, null),
    close: async () => {
      await client.endAsync(true)
      await broker.stop()
    },
  }
}

for (const [name, makePeer] of Object.entries({ 'Modbus TCP': () => modbusPeer('tcp'), 'Modbus RTU over TCP': () => modbusPeer('rtu'), 'MQTT': mqttPeer, 'Sparkplug B': sparkplugPeer })) {
  test.group(`Any driver: ${name}`, (group) => {
    let peer: Peer
    let readings: RawReading[]
    let life: string[]
    const events = {
      readings: async (some: RawReading[]) => void readings.push(...some),
      lost: (error: string) => void (life.at(-1) !== 'lost' && error && life.push('lost')),
      found: () => void (life.at(-1) !== 'found' && life.push('found')),
      gone: () => undefined,
    }
    group.each.setup(async () => {
      peer = await makePeer()
      readings = []
      life = []
      return async () => {
        await peer.driver.stop()
        await peer.close()
      }
    })

    test('constructed, it touches no wire', async ({ assert }) => {
      await new Promise((resolve) => setTimeout(resolve, 80))
      assert.deepEqual([readings, life], [[], []])
    })

    test('gives the device\'s values under the point\'s code, as good', async ({ assert }) => {
      await peer.driver.start(events)
      await peer.show(42)
      await waitFor(() => readings.some(({ value }) => value === 42))
      const found = readings.find(({ value }) => value === 42)!
      assert.deepInclude(found, { point: 'A.B.C', quality: 'good' })
    })

    test('an answer without a value is a bad reading, and the source lives', async ({ assert }) => {
      await peer.driver.start(events)
      await peer.spoil()
      await waitFor(() => readings.some(({ quality }) => quality === 'bad'))
      assert.isNaN(readings.find(({ quality }) => quality === 'bad')!.value)
      assert.notInclude(life, 'lost')
    })

    test('says that it is lost, and that it is back, with its values', async ({ assert }) => {
      await peer.driver.start(events)
      await peer.cut()
      await waitFor(() => life.at(-1) === 'lost')
      await peer.mend()
      await waitFor(() => life.at(-1) === 'found')
      await peer.show(7)
      await waitFor(() => readings.some(({ value }) => value === 7))
      assert.equal(life.at(-1), 'found')
    })

    test('stopped, it is silent; started again, it goes on', async ({ assert }) => {
      await peer.driver.start(events)
      await peer.driver.stop()
      const before = readings.length
      await peer.show(9)
      await new Promise((resolve) => setTimeout(resolve, 150))
      assert.lengthOf(readings, before)
      await peer.driver.start(events)
      await peer.show(11)
      await waitFor(() => readings.some(({ value }) => value === 11))
    })

    test('shows what it reads to a probe', async ({ assert }) => {
      await peer.driver.start(events)
      await peer.show(5)
      await waitFor(() => readings.some(({ value }) => value === 5))
      const [probe] = await peer.driver.probe()
      assert.deepInclude(probe!, { point: 'A.B.C', value: 5 })
    })
  })
}

import { test } from '@japa/runner'
import { connectDevice, gasLimit, gasPoint, plantConfig, sample, startEngine, waitFor } from '#tests/support/field_engine'

const TOPIC = 'plant/GAS/AT1/CO'
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

test.group('Delays, windows and checks that are due, over MQTT', () => {
  test('T01 one bad value and silence: the alarm comes when the on-delay is over, a restart in between included', async ({ assert }) => {
    const config = plantConfig({ conditions: [gasLimit('GAS.AT1.CO', { consecutive: 3, onDelayMs: 1_500 })] })
    const first = await startEngine(config)
    const device = await connectDevice(first.host.mqttPort!)
    await device.publishAsync(TOPIC, sample(30, Date.now()), { qos: 1 })
    const sent = Date.now()
    await device.endAsync(true)
    await first.stop()
    assert.deepEqual(first.kinds(), [])
    const second = await startEngine(config, { historyFile: first.file })
    await waitFor(() => second.kinds().includes('alarm_raised'))
    assert.isAtLeast(Date.now() - sent, 1_400)
    await pause(300)
    await second.stop()
    assert.deepEqual(second.kinds(), ['alarm_raised'])
  })

  test('T01 L06 while the machine stands still its alarm makes no sense; when it starts on a bad value it does', async ({ assert, cleanup }) => {
    const engine = await startEngine(
      plantConfig({
        points: [gasPoint('GAS.AT1.CO'), gasPoint('GAS.FAN.RUN')],
        conditions: [gasLimit('GAS.AT1.CO', { consecutive: 1, suppressWhen: "points['GAS.FAN.RUN'] == 0" })],
      })
    )
    cleanup(engine.stop)
    const device = await connectDevice(engine.host.mqttPort!)
    cleanup(() => void device.end(true))
    const send = (topic: string, v: number) => device.publishAsync(topic, sample(v), { qos: 1 })
    await send('plant/GAS/FAN/RUN', 0)
    await send(TOPIC, 30)
    await pause(500)
    assert.deepEqual(engine.kinds(), [])
    await send('plant/GAS/FAN/RUN', 1)
    await waitFor(() => engine.kinds().includes('alarm_raised'))
    await send('plant/GAS/FAN/RUN', 0)
    await waitFor(() => engine.kinds().includes('alarm_cleared'))
    assert.deepEqual(engine.kinds(), ['alarm_raised', 'alarm_cleared'])
  })

  test('L06 out of service until an instant: nothing is raised before, and what stands then is', async ({ assert, cleanup }) => {
    const until = Date.now() + 2_500
    const engine = await startEngine(plantConfig({ conditions: [gasLimit('GAS.AT1.CO', { consecutive: 1, outOfServiceUntil: until })] }))
    cleanup(engine.stop)
    const device = await connectDevice(engine.host.mqttPort!)
    cleanup(() => void device.end(true))
    await device.publishAsync(TOPIC, sample(30), { qos: 1 })
    await waitFor(() => engine.kinds().includes('alarm_raised'))
    assert.isAtLeast(Date.now(), until)
  })

  test('L07 a detector whose check is due says what is uncertain, and gas is an alarm all the same', async ({ assert, cleanup }) => {
    const engine = await startEngine(plantConfig({ points: [gasPoint('GAS.AT1.CO', 'MQTT', { checkDue: true })], conditions: [gasLimit('GAS.AT1.CO', { consecutive: 1 })] }))
    cleanup(engine.stop)
    const device = await connectDevice(engine.host.mqttPort!)
    cleanup(() => void device.end(true))
    await device.publishAsync(TOPIC, sample(30), { qos: 1 })
    await waitFor(() => engine.kinds().includes('alarm_raised'))
    const { points } = await engine.host.request({ type: 'snapshot', id: 'one' })
    assert.deepInclude(points[0]!, { quality: 'uncertain', value: 30, fault: null })
    await device.publishAsync(TOPIC, sample(10), { qos: 1 })
    await waitFor(() => engine.kinds().includes('alarm_cleared'))
  })
})

import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { connectAsync } from 'mqtt'
import { newId } from '#app/kernel/ids'
import { transact } from '#app/kernel/transaction'
import { engineLink } from '#modules/telemetry/engine_link'
import { aDetector, startEngine, untilAlarm } from '#tests/functional/telemetry/plant'

const CONFIRM_MS = 1_000
/** The looks of the engine, the journal and the alarm's own transaction. */
const MARGIN_MS = 700

test.group('An output that does not confirm (F27)', () => {
  test('F27 A14 commanded, tried twice more, then the highest alarm within three times its time; never shown as done', async ({ assert, cleanup }) => {
    const { area } = await aDetector()
    await transact(async (tx) => {
      const wire = JSON.stringify({ kind: 'mqtt', commandTopic: 'plant/T/FAN/cmd', stateTopic: 'plant/T/FAN/state' })
      await tx.db.table('outputs').insert({ code: 'T-FAN', area_code: area, kind: 'fan', name: '风机', name_en: 'Fan', wire, confirm_within_ms: CONFIRM_MS, ttl_ms: 5_000, active: true })
      const { createHash } = await import('node:crypto')
      await tx.db.table('mqtt_devices').insert({ username: 't-fan', secret_hash: createHash('sha256').update('t-fan').digest('hex'), publish: '["plant/T"]', subscribe: '["plant/T"]', active: true })
    })
    const { point } = await aDetector({ consecutive: 1, outputs: { h: ['T-FAN'] } })
    const engine = await startEngine()
    cleanup(() => engine.stop())
    const fan = await connectAsync(`mqtt://127.0.0.1:${engine.host.mqttPort}`, { username: 't-fan', password: 't-fan', reconnectPeriod: 0 })
    cleanup(() => void fan.end(true))
    await fan.subscribeAsync('plant/T/FAN/cmd')
    const commands: { id: string; value: boolean }[] = []
    fan.on('message', (_, payload) => commands.push(JSON.parse(payload.toString())))

    const began = performance.now()
    await engine.host.request({ type: 'ingest', id: newId(), readings: [{ point, value: 30, ts: Date.now(), quality: 'good' }] })
    const states = new Set<string>()
    const watching = setInterval(() => void engineLink.refresh().then(() => states.add(engineLink.output('T-FAN').state)), 100)
    const failed = await untilAlarm('system.output_failed:T-FAN')
    const tookMs = performance.now() - began
    clearInterval(watching)

    assert.isAtMost(tookMs, 3 * CONFIRM_MS + MARGIN_MS)
    assert.isAtLeast(tookMs, 3 * CONFIRM_MS - 100)
    assert.lengthOf(commands, 3)
    assert.lengthOf(new Set(commands.map(({ id }) => id)), 1)
    const alarm = await db.from('alarms').where('id', failed.id).firstOrFail()
    assert.deepInclude(alarm, { priority: 1, state: 'active_unacknowledged', area_code: area })
    const [command] = await db.from('output_commands').where('output_code', 'T-FAN')
    assert.isNull(command.confirmed_at)
    assert.isNotNull(command.failed_at)
    assert.isFalse(states.has('confirmed'))
    await engineLink.refresh()
    assert.deepInclude(engineLink.output('T-FAN'), { state: 'failed', commanded: true, actual: null })

    // It answers after all: then, and only then, it counts as done, and its alarm is over for a person to see.
    await fan.publishAsync('plant/T/FAN/state', JSON.stringify({ v: true }), { qos: 1 })
    await untilAlarm('system.output_failed:T-FAN', 'cleared_unacknowledged')
  }).timeout(30_000)
})

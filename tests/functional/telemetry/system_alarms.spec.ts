import { EventEmitter } from 'node:events'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import type { Actor } from '#app/audit/index'
import { transact } from '#app/kernel/transaction'
import { applyTransitions } from '#modules/telemetry/actions/apply_transition'
import { handleAlarm } from '#modules/telemetry/actions/handle_alarm'
import { reconcileLostPoints } from '#modules/telemetry/actions/reconcile_lost_points'
import type { EngineHost } from '#modules/telemetry/engine/host'
import type { PointSnapshot, Transition } from '#modules/telemetry/engine/port'
import { engineLink } from '#modules/telemetry/engine_link'
import { EngineWatch } from '#modules/telemetry/engine_watch'
import { configVersion } from '#modules/telemetry/queries/config_version'
import { TransitionQueue } from '#modules/telemetry/transition_queue'
import { aDetector, untilAlarm } from '#tests/functional/telemetry/plant'

const BY: Actor = { id: 'somebody', name: '孙立', device: null }
const NOW = Date.now()
let seq = NOW * 4_000
const apply = (transition: Transition) => applyTransitions([{ seq: ++seq, transition }])
const standing = (condition: string) => db.from('alarms').where('condition_code', condition).whereNot('state', 'normal').first()

/** The web side of an engine that says what a test wants, and remembers what it was told to switch. */
class QuietEngine extends EventEmitter {
  silentMs = 10
  points: PointSnapshot[] = []
  commands: string[] = []
  configured = 0
  commandOutput = (output: string, value: boolean) => void this.commands.push(`${output} ${value}`)
  configure = () => void (this.configured += 1)
  request = async () => ({
    points: this.points,
    outputs: [],
    stats: { readingsPerSecond: 1, pending: 0, historianAt: Date.now() + 60_000, brokerClients: 0, loopDelayMaxMs: 0, storageFull: false, dropped: 0 },
  })
  get host(): EngineHost {
    return this as unknown as EngineHost
  }
}

async function anOutput(area: string, code: string, kind: string): Promise<void> {
  const wire = JSON.stringify({ kind: 'mqtt', commandTopic: `t/${code}/cmd`, stateTopic: `t/${code}/state` })
  const names = { name: '警报器', name_en: 'Siren' }
  await transact((tx) => tx.db.table('outputs').insert({ code, area_code: area, kind, ...names, wire, confirm_within_ms: 2_000, ttl_ms: 10_000, active: true }))
}

test.group('Alarms of the system itself', (group) => {
  group.each.timeout(20_000)

  test('an output that did not act is of the highest priority, and over when it acts', async ({ assert }) => {
    const { area } = await aDetector()
    await anOutput(area, 'T-SIREN1', 'siren')
    const what = { output: 'T-SIREN1', commandId: 'T-C1', value: true, at: NOW } as const
    await apply({ kind: 'output_commanded', ...what, cause: 'condition:X' })
    await apply({ kind: 'output_failed', ...what, attempts: 3 })
    const alarm = await standing('system.output_failed:T-SIREN1')
    assert.containsSubset(alarm, { priority: 1, area_code: area, state: 'active_unacknowledged', name_en: 'Siren did not act' })
    assert.equal((await db.from('output_commands').where('id', 'T-C1').first()).failed_at, NOW)
    await apply({ kind: 'output_confirmed', ...what })
    assert.equal((await standing('system.output_failed:T-SIREN1')).state, 'cleared_unacknowledged')
  })

  test('a lost gas point is nearly as grave as gas; other points are not', async ({ assert }) => {
    const gas = await aDetector()
    const other = await aDetector({ alarm_class: 'temperature' })
    for (const { point } of [gas, other]) await apply({ kind: 'point_lost', point, fault: 'stale', at: NOW })
    assert.equal((await standing(`system.point_lost:${gas.point}`)).priority, 2)
    assert.equal((await standing(`system.point_lost:${other.point}`)).priority, 3)
    await apply({ kind: 'point_found', point: gas.point, at: NOW })
    assert.equal((await standing(`system.point_lost:${gas.point}`)).state, 'cleared_unacknowledged')
  })

  test('one outage is said once; a point that does not come back with its source is said then', async ({ assert, cleanup }) => {
    const { point } = await aDetector()
    await apply({ kind: 'source_lost', source: 'T-HTTP', error: 'no answer', at: NOW })
    await apply({ kind: 'point_lost', point, fault: 'lost', at: NOW })
    assert.isNull(await standing(`system.point_lost:${point}`))

    const engine = new QuietEngine()
    engine.points = [{ code: point, value: null, quality: 'bad', fault: 'lost', ts: null, lastGoodTs: NOW - 3_600_000 }]
    engineLink.connect(engine.host)
    cleanup(() => engineLink.disconnect())
    await engineLink.refresh()
    await reconcileLostPoints()
    assert.isNull(await standing(`system.point_lost:${point}`))
    await apply({ kind: 'source_found', source: 'T-HTTP', at: NOW })
    await reconcileLostPoints()
    assert.equal((await standing(`system.point_lost:${point}`)).state, 'active_unacknowledged')
    engine.points = [{ code: point, value: 5, quality: 'good', fault: null, ts: NOW, lastGoodTs: NOW }]
    await engineLink.refresh()
    await reconcileLostPoints()
    assert.equal((await standing(`system.point_lost:${point}`)).state, 'cleared_unacknowledged')
  })

  test('a dead engine is said at once and taken back when it lives; a new configuration is handed on', async ({ assert, cleanup }) => {
    const engine = new QuietEngine()
    engineLink.connect(engine.host)
    const watch = new EngineWatch(engine.host)
    watch.start(await configVersion())
    cleanup(() => {
      watch.stop()
      engineLink.disconnect()
    })
    await engineLink.refresh()
    engine.silentMs = 5_000
    engine.emit('dead', 'engine', 'gone')
    const alarm = await untilAlarm('system.engine_dead:engine_dead', 'active_unacknowledged')
    assert.containsSubset(alarm, { priority: 1 })
    await transact(async (tx) => void (await tx.db.from('engine_configs').where('id', 1).increment('version', 1)))
    engine.silentMs = 10
    await untilAlarm('system.engine_dead:engine_dead', 'cleared_unacknowledged')
    for (const deadline = Date.now() + 5_000; engine.configured === 0 && Date.now() < deadline;) await new Promise((resolve) => setTimeout(resolve, 20))
    assert.equal(engine.configured, 1)
    const seen = await handleAlarm({ alarmId: alarm.id, command: 'acknowledge', by: BY })
    assert.equal(seen.ok && seen.value.state, 'normal')
  })

  test('the siren is silenced by the acknowledgement of the last unseen alarm, the fan runs until the last reset', async ({ assert, cleanup }) => {
    const codes = ['T-SIREN2', 'T-FAN2']
    const one = await aDetector({ outputs: { h: codes } })
    const two = await aDetector({ outputs: { h: codes } })
    await anOutput(one.area, 'T-SIREN2', 'siren')
    await anOutput(one.area, 'T-FAN2', 'fan')
    const engine = new QuietEngine()
    engineLink.connect(engine.host)
    cleanup(() => engineLink.disconnect())
    const told = () => engine.commands.splice(0).sort()
    const ids: string[] = []
    for (const { point } of [one, two]) {
      await apply({ kind: 'alarm_raised', condition: `${point}.H`, point, value: 30, sampleTs: NOW, at: NOW })
      ids.push((await untilAlarm(`${point}.H`)).id)
    }
    const act = async (index: number, command: 'acknowledge' | 'reset') => void (await handleAlarm({ alarmId: ids[index]!, command, by: BY }))
    await act(0, 'acknowledge')
    assert.deepEqual(told(), [])
    await act(1, 'acknowledge')
    assert.deepEqual(told(), ['T-SIREN2 false'])
    for (const { point } of [one, two]) await apply({ kind: 'alarm_cleared', condition: `${point}.H`, point, value: 5, sampleTs: NOW, at: NOW })
    await act(0, 'reset')
    assert.deepEqual(told(), [])
    await act(1, 'reset')
    assert.deepEqual(told(), ['T-FAN2 false', 'T-SIREN2 false'])
  })

  test('a transition that alone is at fault is passed over with an alarm, and the others get through', async ({ assert }) => {
    const { point } = await aDetector()
    const applied: number[] = []
    const queue = new TransitionQueue((one) => applied.push(one), 1)
    const broken = { kind: 'alarm_raised', condition: `${point}.H`, point, value: 30, sampleTs: NOW, at: null } as unknown as Transition
    const [first, second] = [++seq, ++seq]
    queue.push(first, broken)
    queue.push(second, { kind: 'alarm_raised', condition: `${point}.HH`, point, value: 170, sampleTs: NOW, at: NOW })
    await untilAlarm(`${point}.HH`)
    await queue.stop()
    assert.deepEqual(applied, [first, second])
    assert.equal((await standing('system.duty_spent:engine:alarm_raised')).priority, 1)
  })
})

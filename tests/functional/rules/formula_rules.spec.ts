import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { systemActor } from '#app/audit/index'
import { OutboxDispatcher } from '#app/kernel/dispatcher'
import { transact } from '#app/kernel/transaction'
import { DefinitionsApplied } from '#app/plant/events'
import { applyDefinitions } from '#app/plant/index'
import { publishRule } from '#app/rules/actions/publish_rule'
import type { RuleDefinition } from '#app/rules/definition'
import { engineLink } from '#modules/telemetry/engine_link'
import { buildEngineConfig } from '#modules/telemetry/queries/build_engine_config'
import { aDetector, startEngine, untilAlarm } from '#tests/functional/telemetry/plant'
import { person } from '#tests/support/people'

const by = systemActor('test')
const ruleOf = (code: string, points: string[], when: string | null, rest: Partial<RuleDefinition> = {}): RuleDefinition => ({
  code,
  name: `规则${code}`,
  name_en: `Rule ${code}`,
  trigger: { kind: 'points', points },
  when,
  actions: [{ do: 'alarm', priority: 1 }],
  ...rest,
})
const publish = (rule: RuleDefinition) => transact((tx) => publishRule(tx, rule, { mode: 'live', proof: { waiver: '仅供测试的规则' }, by }))

test.group('Rules over several points (F01, N01, T01)', (group) => {
  const detectors: { area: string; point: string }[] = []
  const gasWithoutFan = () => ruleOf('GAS-NO-FAN', [detectors[0]!.point], `value > h && points["${detectors[1]!.point}"] == 0`)
  group.setup(async () => {
    const applied = await applyDefinitions({ folder: app.makePath('resources/plant/demo'), by })
    if (!applied.ok) throw new Error(JSON.stringify(applied.error.slice(0, 5)))
    for (let count = 0; count < 3; count++) detectors.push(await aDetector())
    await publish(gasWithoutFan())
    const engine = await startEngine()
    return () => engine.stop()
  })

  test('F01 gas over its limit while another point says so as well: the real engine raises it, and a backtest of its history finds the same', async ({ client, assert }) => {
    const [gas, fan] = detectors as [(typeof detectors)[0], (typeof detectors)[0]]
    const rule = gasWithoutFan()
    const { token } = await person(['points.write', 'rules.read', 'rules.write'])
    const from = Date.now() - 60_000
    const send = async (point: string, ago_s: number, value: number) => {
      const answer = await client.post('/api/v1/readings').bearerToken(token).json({ readings: [{ point, ts: Math.round(Date.now() - ago_s * 1_000), value }] })
      answer.assertStatus(200)
    }
    await send(fan.point, 20, 1)
    await send(gas.point, 19, 30)
    await send(gas.point, 18, 31)
    await engineLink.refresh()
    assert.isNull(await db.from('alarms').where('condition_code', `RULE.GAS-NO-FAN.${gas.point}`).first(), 'the fan runs')
    await send(fan.point, 10, 0)
    const alarm = await untilAlarm(`RULE.GAS-NO-FAN.${gas.point}`)
    await new OutboxDispatcher().drain()
    const firing = await db.from('rule_firings').where('rule_code', 'GAS-NO-FAN').firstOrFail()
    assert.deepInclude(JSON.parse(firing.fields), { point: gas.point, value: 31, limit: 24, alarmId: alarm.id })
    await send(gas.point, 5, 10)
    await untilAlarm(`RULE.GAS-NO-FAN.${gas.point}`, 'cleared_unacknowledged')

    const { data } = (await client.post('/api/v1/rules/GAS-NO-FAN/backtest').bearerToken(token).json({ definition: rule, from, to: Date.now() })).body()
    assert.equal(data.count, 1)
    assert.deepEqual(data.firings.map((one: { area: string; facts: { label: string }[] }) => [one.area, one.facts[0]!.label]), [[gas.area, JSON.parse(firing.facts)[0].label]])
  }).timeout(30_000)

  test('T01 a backtest sees what has lasted by time alone, after the last reading that there is', async ({ client, assert }) => {
    const { point } = detectors[2]!
    const { token } = await person(['points.write', 'rules.read', 'rules.write'])
    const at = Date.now() - 100_000
    ;(await client.post('/api/v1/readings').bearerToken(token).json({ readings: [{ point, ts: at, value: 30 }] })).assertStatus(200)
    const rule = ruleOf('LASTS', [point], 'value > h', { window: { kind: 'duration', for_s: 60 } })
    const { data } = (await client.post('/api/v1/rules/LASTS/backtest').bearerToken(token).json({ definition: rule, from: at - 60_000, to: Date.now() })).body()
    assert.deepEqual(data.firings.map((one: { at: number }) => one.at - at), [60_000])
  }).timeout(30_000)

  test('F01 every fault of a formula is said where it is; hours and shifts are none any more', async ({ client, assert }) => {
    const author = await person(['rules.read', 'rules.write'])
    const check = async (when: string | null, rest: Partial<RuleDefinition> = {}) => {
      const answer = await client.post('/api/v1/rules/FORMULA/check').bearerToken(author.token).json(ruleOf('FORMULA', ['GAS2.AT201.CO'], when, rest))
      return answer.body().data.faults.map(({ path, code }: { path: string[]; code: string }) => [path.join('.'), code.slice('rules.'.length)])
    }
    assert.deepEqual(await check('value > h && points["GAS2.LT201.L"] < ll || value >= hh'), [])
    assert.deepEqual(await check('value > h', { during: { hours: '22:00-06:00', shifts: ['night'], weekdays: [6, 7] } }), [])
    assert.deepEqual(await check(null), [['when', 'comparison_needed']])
    assert.deepEqual(await check('value > h && level == "major"'), [['when', 'comparison_needed']])
    assert.deepEqual(await check('points["GAS2.LT201.L"] < ll'), [['when', 'own_value_needed']])
    assert.deepEqual(await check('value > h && points["NO.SUCH"] > 1'), [['when', 'no_such_code']])
    assert.deepEqual(await check('value > ll'), [['when', 'no_such_limit']], 'nobody would ever hear of it')
    assert.deepEqual(await check('value > h && points["GAS2.AT202.CO"] < ll'), [['when', 'no_such_limit']])
    assert.deepEqual(await check('value == h'), [['when', 'limit_not_state']])
    assert.deepEqual(await check('value > h', { during: { hours: 'always', shifts: ['moon'] } }), [['during.hours', 'hours_wrong'], ['during.shifts.0', 'no_such_code']])
  })

  test('F01 T01 the engine is given the other points, the limits and the hours; shifts that change reach it', async ({ assert }) => {
    await publish(ruleOf('AT-NIGHT', ['GAS2.AT201.CO'], 'value > h && points["GAS2.AT202.CO"] > hh', { window: { kind: 'duration', for_s: 30 }, during: { shifts: ['night'] } }))
    const find = async () => (await buildEngineConfig()).conditions.find(({ code }) => code === 'RULE.AT-NIGHT.GAS2.AT201.CO')!
    assert.containsSubset(await find(), {
      formula: { all: [{ input: 0, op: '>', limit: 24 }, { input: 1, op: '>', limit: 160 }] },
      others: ['GAS2.AT202.CO'],
      onDelayMs: 30_000,
      hours: { shifts: [{ startMinute: 0, endMinute: 480 }] },
    })
    assert.deepEqual(structuredClone(await find()), await find(), 'plain data: it crosses to another thread')
    await new OutboxDispatcher().drain()
    const { version } = await db.from('engine_configs').where('id', 1).firstOrFail()
    await transact(async (tx) => {
      await tx.db.from('shifts').where('code', 'night').update({ end_minute: 420 })
      await tx.emit(DefinitionsApplied, { kinds: ['shifts'], at: tx.now })
    })
    await new OutboxDispatcher().drain()
    assert.isAbove((await db.from('engine_configs').where('id', 1).firstOrFail()).version, version)
    assert.equal((await find()).hours!.shifts[0]!.endMinute, 420)
    await db.from('shifts').where('code', 'night').update({ end_minute: 480 })
  })
})

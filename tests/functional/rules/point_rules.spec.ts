import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { systemActor } from '#app/audit/index'
import { OutboxDispatcher } from '#app/kernel/dispatcher'
import { transact } from '#app/kernel/transaction'
import { applyDefinitions } from '#app/plant/index'
import { moveTo } from '#app/rules/actions/set_mode'
import { publishRule } from '#app/rules/actions/publish_rule'
import { applyTransitions } from '#modules/telemetry/actions/apply_transition'
import { buildEngineConfig } from '#modules/telemetry/queries/build_engine_config'
import { evaluatePoint } from '#modules/telemetry/engine/evaluate_point'
import { PointTable } from '#modules/telemetry/engine/point_table'
import type { Transition } from '#modules/telemetry/engine/port'
import { person } from '#tests/support/people'

const by = systemActor('test')
const POINT = 'GAS1.PT101.P'
const RULE = `RULE.HOLDER-PRESSURE.${POINT}`
let seq = 900_000

/** Samples through the engine's own evaluator with the configuration of the running rules. */
async function excursions(samples: (number | null)[], codes: string[]) {
  const config = await buildEngineConfig()
  const table = new PointTable({ points: [], conditions: [], losses: [] }, () => {})
  table.configure(config.points, config.conditions)
  const told: Transition[] = []
  const point = table.get(POINT)!
  for (const [index, value] of samples.entries())
    evaluatePoint(point, value ?? Number.NaN, value !== null, Date.now(), index * 1_000, { isSuppressed: () => false, switchOn: () => {}, tell: (one) => void told.push(one), remember: () => {} })
  return told.filter((one): one is Extract<Transition, { kind: 'alarm_raised' }> => one.kind === 'alarm_raised' && codes.includes(one.condition))
}

test.group('Rules of points in the engine (F06, F07, F08, L13)', (group) => {
  group.setup(async () => {
    const applied = await applyDefinitions({ folder: app.makePath('resources/plant/demo'), by })
    if (!applied.ok) throw new Error(JSON.stringify(applied.error.slice(0, 5)))
  })

  test('F06 the third good sample in a row beyond the limit, once; at the limit does not count, bad ones neither count nor reset', async ({ assert }) => {
    const count = async (samples: (number | null)[]) => (await excursions(samples, [RULE])).length
    assert.equal(await count([10.1, 10.1]), 0)
    assert.equal(await count([10.1, 10.1, 10.1]), 1)
    assert.equal(await count([10, 10, 10, 10]), 0, 'at the limit')
    assert.equal(await count([10.1, 10.1, 9, 10.1, 10.1]), 0, 'a good one inside resets')
    assert.equal(await count([10.1, null, 10.1, null, 10.1]), 1, 'bad ones neither count nor reset')
    assert.equal(await count([10.1, 10.1, 10.1, 11, 12, 10.1]), 1, 'once for the excursion')
    assert.equal(await count([11, 11, 11, 9, 11, 11, 11]), 2)
  })

  test('F07 F08 it raises the highest alarm under the rule’s name, latched, and starts the plan bound to it', async ({ client, assert }) => {
    const [raised] = await excursions([11, 11, 11], [RULE])
    await applyTransitions([{ seq: (seq += 1), transition: raised! }])
    await new OutboxDispatcher().drain()
    const alarm = await db.from('alarms').where('condition_code', RULE).firstOrFail()
    assert.deepInclude(alarm, { priority: 1, state: 'active_unacknowledged', area_code: 'GAS1', value: 11, limit_value: 10 })
    assert.equal(alarm.name, '煤气柜压力超限：1#高炉煤气柜压力')
    const incident = await db.from('incidents').where({ area_code: 'GAS1', plan_code: 'GAS-LEAK', state: 'active' }).firstOrFail()
    const reader = await person(['rules.read'])
    const { data } = (await client.get('/api/v1/rules/firings?rule=HOLDER-PRESSURE').bearerToken(reader.token)).body()
    assert.lengthOf(data, 1)
    assert.deepEqual(data[0].actions.map((one: any) => [one.do, one.status, one.link]), [['alarm', 'done', '/control'], ['start_plan', 'done', `/incidents/${incident.id}`]])

    await applyTransitions([{ seq: (seq += 1), transition: { ...raised!, kind: 'alarm_cleared', value: 8 } }])
    assert.equal((await db.from('alarms').where('id', alarm.id).firstOrFail()).state, 'cleared_unacknowledged')
  })

  test('L13 in the shadow it takes notes and raises nothing', async ({ assert }) => {
    const definition = {
      code: 'HOLDER-TRIAL',
      name: '试运行规则',
      name_en: 'On trial',
      trigger: { kind: 'points' as const, points: [POINT] },
      when: 'value > 9.5',
      window: { kind: 'consecutive' as const, count: 2 },
      actions: [{ do: 'alarm', priority: 1 }, { do: 'start_plan', plan: 'GAS-LEAK' }],
    }
    await transact((tx) => publishRule(tx, definition, { mode: 'shadow', proof: { waiver: '试运行' }, by }))
    const code = `SHADOW.HOLDER-TRIAL.${POINT}`
    const raised = await excursions([9.6, 9.6, 9.6], [code, RULE])
    assert.deepEqual(raised.map(({ condition }) => condition), [code])
    await applyTransitions([{ seq: (seq += 1), transition: raised[0]! }])
    await new OutboxDispatcher().drain()
    assert.lengthOf(await db.from('alarms').where('condition_code', code), 0)
    const firing = await db.from('rule_firings').where('rule_code', 'HOLDER-TRIAL').firstOrFail()
    assert.equal(firing.mode, 'shadow')
    const actions = await db.from('rule_firing_actions').where('firing_id', firing.id)
    assert.deepEqual(actions.map(({ status }) => status), ['withheld', 'withheld'])

    const before = (await db.from('engine_configs').where('id', 1).firstOrFail()).version
    await transact((tx) => moveTo(tx, { code: 'HOLDER-TRIAL', version: 1, mode: 'off', by }))
    await new OutboxDispatcher().drain()
    assert.isAbove((await db.from('engine_configs').where('id', 1).firstOrFail()).version, before, 'the engine is told')
    assert.notInclude((await buildEngineConfig()).conditions.map((one) => one.code), code)
  })
})

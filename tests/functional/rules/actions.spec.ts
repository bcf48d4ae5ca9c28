import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { systemActor } from '#app/audit/index'
import { OutboxDispatcher } from '#app/kernel/dispatcher'
import { transact } from '#app/kernel/transaction'
import { applyDefinitions } from '#app/plant/index'
import { publishRule } from '#app/rules/actions/publish_rule'
import type { RuleAction, RuleDefinition } from '#app/rules/definition'
import { enterHazard } from '#modules/hazards/actions/report_hazard'
import { areaState } from '#modules/personnel/index'
import { raiseAlarm } from '#modules/telemetry/actions/raise_alarm'
import { frozenClock } from '#tests/support/clock'
import { person } from '#tests/support/people'

const by = systemActor('test')
const drain = () => new OutboxDispatcher().drain()
const waiver = '仅供测试的规则'

const publish = (code: string, event: string, when: string, actions: RuleAction[]) => {
  const rule: RuleDefinition = { code, name: code, name_en: code, trigger: { kind: 'event', event }, when, actions }
  return transact((tx) => publishRule(tx, rule, { mode: 'live', proof: { waiver }, by }))
}
const report = (areaCode: string, typeCode: string) =>
  transact((tx) => enterHazard(tx, { class: 'hazard', typeCode, areaCode, level: 'general', words: null, photos: [], reporter: { id: 'x', name: '张三' }, by, quiet: true }))
const outcomes = async (code: string) => {
  const rows = await db.from('rule_firing_actions').join('rule_firings', 'rule_firings.id', 'firing_id').where('rule_code', code).orderBy('rule_firing_actions.id')
  return rows.map((row) => [row.do, row.status])
}

test.group('What rules bring about (F01, F07)', (group) => {
  group.setup(async () => {
    const applied = await applyDefinitions({ folder: app.makePath('resources/plant/demo'), by })
    if (!applied.ok) throw new Error(JSON.stringify(applied.error.slice(0, 5)))
    const clock = frozenClock(Date.now() + 1_500 * 24 * 3_600_000)
    return () => clock.restore()
  })

  test('F01 an area is shut, and a person opens it again with a reason', async ({ client, assert }) => {
    await publish('SHUT', 'hazards.hazard_reported', 'typeCode == "SPACE" && areaCode == "BAR"', [{ do: 'close_area', level: 'closed' }])
    await report('BAR', 'SPACE')
    await drain()
    assert.deepEqual(await outcomes('SHUT'), [['close_area', 'done']])
    assert.equal(await areaState('BAR'), 'closed')
    const guard = await person(['muster.manage'])
    const reopen = (body: object) => client.post('/api/v1/areas/BAR/reopen').bearerToken(guard.token).json(body)
    ;(await reopen({})).assertStatus(422)
    ;(await reopen({ comment: '已检查，可以进入' })).assertStatus(200)
    assert.equal(await areaState('BAR'), 'normal')
    ;(await reopen({ comment: '再来一次' })).assertStatus(409)
  })

  test('F01 a rule never sets itself off: its hazard and its alarm are not heard by it', async ({ assert }) => {
    await publish('MORE', 'hazards.hazard_reported', 'areaCode == "CASTER"', [{ do: 'create_hazard', type: 'OTHER' }])
    await report('CASTER', 'FIRE')
    await drain()
    assert.deepEqual(await outcomes('MORE'), [['create_hazard', 'done']])
    assert.lengthOf(await db.from('hazards').where('reporter_id', 'rule:MORE'), 1)

    await publish('LOUDER', 'telemetry.alarm_raised', 'areaCode == "CASTER"', [{ do: 'alarm', priority: 1 }])
    await transact((tx) => raiseAlarm(tx, { conditionCode: 'ACT.H', pointCode: 'CASTER.X', areaCode: 'CASTER', priority: 3, alarmClass: 'process', name: 'x', nameEn: 'x', latching: true, value: 1, unit: '', limit: 0, at: tx.now }))
    await drain()
    assert.deepEqual(await outcomes('LOUDER'), [['alarm', 'done']])
    const raised = await db.from('alarms').whereLike('condition_code', 'RULE.LOUDER%').firstOrFail()
    assert.deepInclude(raised, { priority: 1, area_code: 'CASTER', state: 'cleared_unacknowledged' })
  })

  test('F01 two rules that set each other off come to an end, and it is said', async ({ assert }) => {
    await db.table('settings').insert({ key: 'rules.most_firings_per_hour', value: '10', source: 'test', changed_by: 'test', valid_from: 0 })
    await publish('PING', 'hazards.hazard_reported', 'areaCode == "MIX" && typeCode == "VEHICLE"', [{ do: 'alarm', priority: 4 }])
    await publish('PONG', 'telemetry.alarm_raised', 'conditionCode == "RULE.PING"', [{ do: 'create_hazard', type: 'VEHICLE' }])
    await report('MIX', 'VEHICLE')
    await drain()
    const actions = await outcomes('PING')
    assert.isAtMost(actions.length, 13)
    assert.deepEqual(actions.at(-1), ['alarm', 'withheld'])
    await db.from('settings').where('key', 'rules.most_firings_per_hour').delete()
  })

  test('F01 an action that breaks is tried again and holds up no other', async ({ assert }) => {
    await publish('BROKEN', 'hazards.hazard_reported', 'areaCode == "SINTER"', [{ do: 'raise_level', grade: 'violet' }, { do: 'notify', roles: ['safety_director'] }])
    await report('SINTER', 'OTHER')
    await drain()
    assert.deepEqual(await outcomes('BROKEN'), [['raise_level', 'open'], ['notify', 'done']])
    const delivery = await db.from('outbox_deliveries').where('subscriber', 'rules.carry_out').where('status', 'open').firstOrFail()
    assert.equal(delivery.attempts, 1)
    await db.from('outbox_deliveries').where('id', delivery.id).update({ status: 'done' })
  })
})

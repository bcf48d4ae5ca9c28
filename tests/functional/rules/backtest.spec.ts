import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { systemActor } from '#app/audit/index'
import { OutboxDispatcher } from '#app/kernel/dispatcher'
import { transact } from '#app/kernel/transaction'
import { applyDefinitions } from '#app/plant/index'
import { publishRule } from '#app/rules/actions/publish_rule'
import { tick } from '#app/rules/actions/tick'
import type { RuleDefinition } from '#app/rules/definition'
import { wouldHaveFired } from '#app/rules/queries/would_have_fired'
import { enterHazard } from '#modules/hazards/actions/report_hazard'
import { frozenClock } from '#tests/support/clock'
import { person } from '#tests/support/people'

const by = systemActor('test')
const HOUR = 3_600_000
const drain = () => new OutboxDispatcher().drain()

const cluster = (code: string, overrides: Partial<RuleDefinition> = {}): RuleDefinition => ({
  code,
  name: '聚集',
  name_en: 'Cluster',
  trigger: { kind: 'event', event: 'hazards.hazard_reported' },
  when: 'class == "hazard"',
  window: { kind: 'count', more_than: 2, within_h: 24, group_by: [['equipmentCode', 'typeCode'], ['areaCode', 'typeCode']] },
  actions: [{ do: 'notify', roles: ['safety_director'] }, { do: 'raise_level', grade: 'orange' }],
  ...overrides,
})

async function report(areaCode: string, typeCode: string, equipmentCode: string | null = null) {
  const row = await transact((tx) =>
    enterHazard(tx, { class: 'hazard', typeCode, areaCode, equipmentCode, level: 'general', words: null, photos: [], reporter: { id: 'x', name: '张三' }, by, quiet: true })
  )
  return row.id
}

test.group('Rules tried on the past (N01, L13)', (group) => {
  let clock: ReturnType<typeof frozenClock>
  group.setup(async () => {
    const applied = await applyDefinitions({ folder: app.makePath('resources/plant/demo'), by })
    if (!applied.ok) throw new Error(JSON.stringify(applied.error.slice(0, 5)))
    clock = frozenClock(Date.now() + 900 * 24 * HOUR)
    return () => clock.restore()
  })

  test('N01 live and in the backtest the decisions are equal to the byte, and nothing is sent', async ({ assert }) => {
    const rule = cluster('EQUAL', { during: { hours: '06:00-22:00' } })
    await transact((tx) => publishRule(tx, rule, { mode: 'live', proof: { waiver: '仅供测试' }, by }))
    const from = clock.now()
    const areas = ['BF7', 'BF8', 'GAS1']
    let seed = 7
    const random = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below
    const ids: string[] = []
    for (let n = 0; n < 90; n++) {
      clock.forward((1 + random(4 * 3_600)) * 1_000)
      // The tick comes late now and then: it decides as a punctual one would have.
      if (random(3) > 0) await tick()
      ids.push(await report(areas[random(3)]!, ['GAS', 'FIRE'][random(2)]!, [null, 'X1'][random(2)]))
      if (random(3) > 0) await drain()
    }
    await drain()
    clock.forward(30 * HOUR)
    await tick()
    const live = (await db.from('rule_firings').where('rule_code', 'EQUAL').orderBy(['at', 'id'])).map(({ at, groups, facts, fields }) => ({ at: Number(at), groups: JSON.parse(groups), facts: JSON.parse(facts), fields: JSON.parse(fields) }))
    assert.isAbove(live.length, 5)

    const sent = await db.from('notices')
    const verdicts = await wouldHaveFired(rule, from, clock.now())
    const replayed = verdicts.map(({ at, groups, facts, fields }) => ({ at, groups, facts: facts.map(([key, when, label, link]) => ({ key, at: when, label, link })), fields }))
    assert.equal(replayed.length, live.length)
    const differing = replayed.findIndex((one, index) => JSON.stringify(one) !== JSON.stringify(live[index]))
    assert.equal(differing, -1)
    assert.lengthOf(await db.from('notices'), sent.length)
  })

  test('N01 a draft is tried before it is published: firings, who would have been told, and the proof', async ({ client, assert }) => {
    const editor = await person(['rules.read', 'rules.write', 'rules.publish'])
    const post = (path: string, body: object = {}) => client.post(`/api/v1/rules${path}`).bearerToken(editor.token).json(body)
    const draft = cluster('DRAFTED')
    ;(await post('', draft)).assertStatus(201)
    ;(await post('/DRAFTED/publish', { mode: 'live' })).assertStatus(409)
    const tried = await post('/DRAFTED/backtest')
    tried.assertStatus(200)
    const { data } = tried.body()
    assert.isAbove(data.count, 3)
    assert.equal(data.firings.length, data.count)
    assert.isTrue(data.firings.every((one: any) => one.facts.length > 2 && one.facts.every((fact: any) => fact.link.startsWith('/hazards/'))))
    assert.isAbove(data.consequences.notified.count, 0)
    assert.isTrue(data.consequences.notified.items.every((one: any) => one.label && one.link))
    assert.lengthOf(await db.from('rule_firings').where('rule_code', 'DRAFTED'), 0)

    ;(await post('', cluster('DRAFTED', { when: 'level == "major"' }))).assertStatus(201)
    ;(await post('/DRAFTED/publish', { mode: 'live' })).assertStatus(409)
    ;(await post('', draft)).assertStatus(201)
    const published = await post('/DRAFTED/publish', { mode: 'shadow' })
    published.assertStatus(200)
    assert.equal(published.body().data.versions[0].backtest.firings, data.count)
    ;(await post('/DRAFTED/backtest', { definition: cluster('DRAFTED'), from: 5, to: 4 })).assertStatus(422)
    ;(await post('/DRAFTED/backtest', { definition: cluster('DRAFTED', { when: 'nonsense' }) })).assertStatus(422)
  })

  test('N01 an area that a rule would have shut names those who were let in after it', async ({ client, assert }) => {
    const editor = await person(['rules.read', 'rules.write'])
    const worker = await person()
    const at = clock.now()
    for (let n = 0; n < 3; n++) await report('MIX', 'SPACE')
    const entered = (id: string, when: number) => ({ id, at: when, gate_code: 'G', area_code: 'MIX', direction: 'in', badge: null, account_id: worker.id, decision: 'grant', reasons: '[]', facts: '{}', source: 'live' })
    await db.table('access_decisions').multiInsert([entered('bt-1', at - HOUR), entered('bt-2', at + HOUR), entered('bt-3', at + 9 * HOUR)])
    clock.forward(20 * HOUR)
    const rule = cluster('SHUTTER', { when: 'typeCode == "SPACE"', actions: [{ do: 'close_area' }] })
    const { data } = (await client.post('/api/v1/rules/SHUTTER/backtest').bearerToken(editor.token).json({ definition: rule, from: at - HOUR })).body()
    assert.equal(data.count, 1)
    assert.deepEqual(data.consequences.refused.items.map((one: any) => one.label), [`${worker.name} (${worker.code})`])
    assert.lengthOf(await db.from('area_restrictions').where('area_code', 'MIX').where('cause_type', 'rule'), 0)
    await drain()
  })

  test('L13 T01 a version begins with what has happened; what stands unsaid is said with the next tick, and only once', async ({ assert }) => {
    for (let n = 0; n < 3; n++) await report('SINTER', 'VEHICLE')
    await drain()
    const rule = cluster('LATECOMER', { when: 'typeCode == "VEHICLE"' })
    await transact((tx) => publishRule(tx, rule, { mode: 'live', proof: { waiver: '仅供测试' }, by }))
    const firings = () => db.from('rule_firings').where('rule_code', 'LATECOMER')
    assert.lengthOf(await firings(), 0)
    await tick()
    assert.lengthOf(await firings(), 1)
    await transact((tx) => publishRule(tx, { ...rule, name: '聚集（新）' }, { mode: 'live', proof: { waiver: '仅供测试' }, by }))
    await tick()
    await report('SINTER', 'VEHICLE')
    await drain()
    assert.lengthOf(await firings(), 1, 'the new version knows what was said')
  })
})

import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { systemActor } from '#app/audit/index'
import { OutboxDispatcher } from '#app/kernel/dispatcher'
import { transact } from '#app/kernel/transaction'
import { applyDefinitions } from '#app/plant/index'
import { tick } from '#app/rules/actions/tick'
import { currentGrade } from '#modules/risks/index'
import { enterHazard } from '#modules/hazards/actions/report_hazard'
import { frozenClock } from '#tests/support/clock'
import { person } from '#tests/support/people'

const by = systemActor('test')
const HOUR = 3_600_000
const drain = () => new OutboxDispatcher().drain()
const firings = () => db.from('rule_firings').where('rule_code', 'HAZARD-CLUSTER').orderBy('id')

async function report(areaCode: string, typeCode: string, equipmentCode: string | null = null) {
  const row = await transact((tx) =>
    enterHazard(tx, { class: 'hazard', typeCode, areaCode, equipmentCode, level: 'general', words: null, photos: [], reporter: { id: 'x', name: '张三' }, by })
  )
  await drain()
  return row
}

test.group('Hazards that cluster (F03, F04, F05)', (group) => {
  let clock: ReturnType<typeof frozenClock>
  // Later than whatever other suites have published and reported.
  let from = Date.now() + 400 * 24 * HOUR
  group.setup(async () => {
    const applied = await applyDefinitions({ folder: app.makePath('resources/plant/demo'), by })
    if (!applied.ok) throw new Error(JSON.stringify(applied.error.slice(0, 5)))
  })
  group.each.setup(async () => {
    from += 30 * 24 * HOUR
    clock = frozenClock(from)
    await db.from('rule_states').delete()
    await db.from('rule_firing_actions').delete()
    await db.from('rule_firings').delete()
    return () => clock.restore()
  })

  test('F03 five within seven days are none, the sixth is one, and the seventh is the same cluster', async ({ assert }) => {
    for (let n = 1; n <= 5; n++) await report('BF7', 'GAS')
    await report('BF7', 'FALL')
    await report('BF8', 'GAS')
    assert.lengthOf(await firings(), 0)
    await report('BF7', 'GAS')
    assert.lengthOf(await firings(), 1)
    await report('BF7', 'GAS')
    assert.lengthOf(await firings(), 1)
  })

  test('F03 the window is 7 x 24 hours to the second', async ({ assert }) => {
    await report('BF8', 'MACHINE')
    clock.forward(168 * HOUR + 1_000)
    for (let n = 1; n <= 5; n++) await report('BF8', 'MACHINE')
    assert.lengthOf(await firings(), 0, 'the first lies one second too far back')

    await report('BAR', 'MACHINE')
    clock.forward(168 * HOUR - 1_000)
    for (let n = 1; n <= 5; n++) await report('BAR', 'MACHINE')
    assert.lengthOf(await firings(), 1, 'the first is within by one second')
  })

  test('F03 it is armed again once they are five, by time alone, and fires at the next sixth', async ({ assert }) => {
    for (let n = 1; n <= 6; n++) {
      await report('CASTER', 'ELECTRIC')
      clock.forward(HOUR)
    }
    assert.lengthOf(await firings(), 1)
    const [state] = await db.from('rule_states').whereLike('group_key', '%CASTER%')
    assert.isTrue(JSON.parse(state.state).fired)
    clock.forward(162 * HOUR + 1_000)
    await tick()
    const [after] = await db.from('rule_states').whereLike('group_key', '%CASTER%')
    assert.isFalse(JSON.parse(after.state).fired)
    await report('CASTER', 'ELECTRIC')
    assert.lengthOf(await firings(), 2)
  })

  test('F03 the same equipment counts where the areas differ; both groups complete at once are one firing', async ({ assert }) => {
    for (const area of ['GAS1', 'GAS1', 'GAS2', 'GAS2', 'BF7', 'BF8']) await report(area, 'LIFTING', 'CRANE-X')
    assert.lengthOf(await firings(), 1)
    for (let n = 1; n <= 6; n++) await report('MIX', 'LIFTING', 'CRANE-Y')
    const all = await firings()
    assert.lengthOf(all, 2)
    assert.sameDeepMembers(JSON.parse(all[1].groups), [{ equipmentCode: 'CRANE-Y', typeCode: 'LIFTING' }, { areaCode: 'MIX', typeCode: 'LIFTING' }])
  })

  test('F03 cancelled ones and doubles do not count', async ({ client, assert }) => {
    const safety = await person(['hazards.read', 'hazards.close'])
    const first = await report('SINTER', 'SPACE')
    const second = await report('SINTER', 'SPACE')
    const third = await report('SINTER', 'SPACE')
    const post = (id: string, command: string, body: object) => client.post(`/api/v1/hazards/${id}/${command}`).bearerToken(safety.token).json(body)
    ;(await post(first.id, 'cancel', {})).assertStatus(409)
    ;(await post(first.id, 'cancel', { comment: '误报' })).assertStatus(200)
    ;(await post(second.id, 'mark_duplicate', { duplicate_of: second.code })).assertStatus(409)
    const double = await post(second.id, 'mark_duplicate', { duplicate_of: third.code })
    double.assertStatus(200)
    assert.deepInclude(double.body().data, { state: 'withdrawn', withdrawn_as: 'duplicate', duplicate_of: third.id })
    await drain()
    for (let n = 1; n <= 4; n++) await report('SINTER', 'SPACE')
    assert.lengthOf(await firings(), 0, 'seven reports, of which five count')
    await report('SINTER', 'SPACE')
    assert.lengthOf(await firings(), 1)
  })

  test('F04 F05 a warning with its hazards raises the level, both roles are told, and a person ends it', async ({ client, assert }) => {
    const before = await currentGrade('BAR')
    const rows = []
    for (let n = 1; n <= 6; n++) rows.push(await report('BAR', 'PASSAGE'))
    const [firing] = await firings()
    const warning = await db.from('risk_warnings').where('firing_id', firing.id).firstOrFail()
    assert.deepEqual(JSON.parse(warning.facts).map((fact: any) => fact.label), rows.map(({ code }) => code))
    assert.equal(await currentGrade('BAR'), 'red')
    const actions = await db.from('rule_firing_actions').where('firing_id', firing.id).orderBy('position')
    assert.deepEqual(actions.map(({ do: name, status }) => [name, status]), [['raise_level', 'done'], ['notify', 'done']])

    const told = await db
      .from('notice_deliveries')
      .join('notices', 'notices.id', 'notice_id')
      .join('accounts', 'accounts.id', 'account_id')
      .where('cause', `rule:${firing.id}`)
      .whereIn('channel', ['sms', 'email'])
      .select('accounts.code', 'channel', 'message_params')
    const holders = await db.from('role_assignments').join('accounts', 'accounts.id', 'account_id').whereIn('role_code', ['plant_leader', 'safety_director']).distinct('accounts.code')
    const ways = (code: string) => told.filter((one) => one.code === code).map(({ channel }) => channel)
    for (const { code } of holders) assert.sameMembers(ways(code), ['sms', 'email'], code)
    assert.equal(new Set(told.map(({ code }) => code)).size, holders.length)
    for (const { code } of rows) assert.include(JSON.parse(told[0].message_params).text, code)

    const safety = await person(['risks.read', 'risks.write'])
    ;(await client.post(`/api/v1/warnings/${warning.id}/end`).bearerToken(safety.token).json({})).assertStatus(422)
    ;(await client.post(`/api/v1/warnings/${warning.id}/end`).bearerToken(safety.token).json({ comment: '已全面清查' })).assertStatus(200)
    assert.equal(await currentGrade('BAR'), before)
  })
})

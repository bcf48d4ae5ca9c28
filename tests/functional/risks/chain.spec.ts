import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { systemActor } from '#app/audit/index'
import { OutboxDispatcher } from '#app/kernel/dispatcher'
import { transact } from '#app/kernel/transaction'
import { applyDefinitions } from '#app/plant/index'
import { raiseAlarm } from '#modules/telemetry/actions/raise_alarm'
import { currentGrade } from '#modules/risks/index'
import { person } from '#tests/support/people'

const raise = (condition: string, priority: 1 | 2) =>
  transact((tx) =>
    raiseAlarm(tx, { conditionCode: condition, pointCode: 'GAS2.AT201.CO', areaCode: 'GAS2', priority, alarmClass: 'gas', name: 'CO', nameEn: 'CO', latching: true, value: 200, unit: 'ppm', limit: 160, at: tx.now })
  )
const drain = () => new OutboxDispatcher().drain()

test.group('Risks and incidents (A04, A05, A16, F08-F10)', (group) => {
  group.setup(async () => {
    const applied = await applyDefinitions({ folder: app.makePath('resources/plant/demo'), by: systemActor('test') })
    if (!applied.ok) throw new Error(JSON.stringify(applied.error.slice(0, 5)))
  })

  test('alarms lift the area and start one incident; the last reset lets it fall back', async ({ client, assert }) => {
    const before = await currentGrade('GAS2')
    const high = await raise('RISK.H', 2)
    await drain()
    assert.lengthOf(await db.from('incidents').where('area_code', 'GAS2'), 0, 'priority 2 starts no plan')
    const far = await raise('RISK.HH', 1)
    await raise('RISK2.HH', 1)
    await drain()
    assert.equal(await currentGrade('GAS2'), 'red')
    const incidents = await db.from('incidents').where('area_code', 'GAS2')
    assert.lengthOf(incidents, 1)
    assert.equal((await db.from('incident_entries').where('incident_id', incidents[0].id)).length, 2)
    const told = await db.from('notice_deliveries').join('notices', 'notices.id', 'notice_id').where('cause', `incident:${incidents[0].id}`).where('channel', 'email')
    assert.isAtLeast(told.length, 5)

    const leader = await person(['incidents.read', 'incidents.manage', 'alarms.acknowledge', 'alarms.reset'])
    const stranger = await person(['incidents.read'])
    const path = `/api/v1/incidents/${incidents[0].id}`
    const early = await client.post(`${path}/end`).bearerToken(leader.token)
    assert.sameMembers(early.body().error.details.map((why: any) => why.code), ['risks.alarms_standing', 'risks.tasks_open'])

    const { tasks } = (await client.get(path).bearerToken(leader.token)).body().data
    const other = await client.post(`${path}/tasks/${tasks[0].id}/done`).bearerToken(stranger.token).json({})
    assert.deepEqual(other.body().error.details.map((why: any) => why.code), ['risks.not_your_task'])
    const bare = await client.post(`${path}/tasks/${tasks[0].id}/done`).bearerToken(leader.token).json({ outcome: 'waived' })
    assert.deepEqual(bare.body().error.details.map((why: any) => why.code), ['risks.comment_needed'])
    assert.includeMembers(tasks.find((task: any) => task.role === 'area_responsible').assignees.map((one: any) => one.name), ['吴刚'])
    assert.isTrue(tasks.every((task: any) => task.may_work && !task.mine), 'who leads may do all, and has none of their own')
    for (const task of tasks) (await client.post(`${path}/tasks/${task.id}/done`).bearerToken(leader.token).json({})).assertStatus(200)

    const standing = await db.from('alarms').where('area_code', 'GAS2').whereNot('state', 'normal')
    assert.lengthOf(standing, 3)
    await db.from('alarms').where('area_code', 'GAS2').update({ state: 'latched', cleared_at: Date.now() })
    for (const { id } of standing) (await client.post(`/api/v1/alarms/${id}/reset`).bearerToken(leader.token)).assertStatus(200)
    await drain()
    assert.equal(await currentGrade('GAS2'), before)
    ;(await client.post(`${path}/end`).bearerToken(leader.token)).assertStatus(200)
    const history = await db.from('audit_entries').where('action', 'risks.area_level_changed').where('subject_id', 'GAS2').orderBy('seq')
    assert.isAtLeast(history.length, 2)
    assert.isNotNull(high)
    assert.isNotNull(far)
  })

  test('a risk point is published with measure, responsible and plan, or all reasons are given', async ({ client, assert }) => {
    const editor = await person(['risks.read', 'risks.write'])
    const point = { code: 'R-TEST', area: 'GAS2', name: '测试', name_en: 'Test', family: 'gas', analysis: { method: 'lec', l: 6, e: 6, c: 15 }, measures: [] }
    const saved = await client.post('/api/v1/risks').bearerToken(editor.token).json(point)
    saved.assertStatus(201)
    assert.equal(saved.body().data.grade, 'red')
    const refused = await client.post('/api/v1/risks/R-TEST/publish').bearerToken(editor.token)
    assert.sameMembers(refused.body().error.details.map((why: any) => why.code), ['risks.measure_needed', 'risks.responsible_needed', 'risks.plan_needed'])
    const whole = { ...point, measures: [{ text: '通风', text_en: 'Ventilate' }], responsible: 'E1008', plan: 'GAS-LEAK' }
    await client.post('/api/v1/risks').bearerToken(editor.token).json(whole)
    ;(await client.post('/api/v1/risks/R-TEST/publish').bearerToken(editor.token)).assertStatus(200)

    const bare = await client.post('/api/v1/risks').bearerToken(editor.token).json(point)
    bare.assertStatus(409)
    assert.sameMembers(bare.body().error.details.map((why: any) => why.code), ['risks.measure_needed', 'risks.responsible_needed', 'risks.plan_needed'])
    const kept = await client.post('/api/v1/risks').bearerToken(editor.token).json({ ...whole, name_en: 'Renamed' })
    assert.equal(kept.body().data.status, 'published')
  })

  test('a typed score is no factor, and a factor that the method does not know is refused', async ({ client, assert }) => {
    const editor = await person(['risks.read', 'risks.write'])
    const odd = { code: 'R-ODD', area: 'NOWHERE', name: '测试', name_en: 'Test', family: 'gas', analysis: { method: 'lec', l: 5, e: 6, c: 15 }, measures: [] }
    const refused = await client.post('/api/v1/risks').bearerToken(editor.token).json(odd)
    assert.sameMembers(refused.body().error.details.map((why: any) => why.code), ['risks.no_such_area', 'risks.factors_wrong'])
  })
})

import app from '@adonisjs/core/services/app'
import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import env from '#start/env'
import { systemActor } from '#app/audit/index'
import { issueToken } from '#app/identity/index'
import { OutboxDispatcher } from '#app/kernel/dispatcher'
import { transact } from '#app/kernel/transaction'
import { takeEscalationStep } from '#app/notifications/actions/take_escalation_step'
import { applyDefinitions } from '#app/plant/index'
import { raiseAlarm } from '#modules/telemetry/actions/raise_alarm'
import { frozenClock } from '#tests/support/clock'
import { person } from '#tests/support/people'

const drain = () => new OutboxDispatcher().drain()
const raise = (condition: string) =>
  transact((tx) =>
    raiseAlarm(tx, { conditionCode: condition, pointCode: 'GAS2.AT201.CO', areaCode: 'GAS2', priority: 1, alarmClass: 'gas', name: 'CO', nameEn: 'CO', latching: true, value: 200, unit: 'ppm', limit: 160, at: tx.now })
  )
const tokenOf = async (code: string): Promise<string> => {
  const { id } = await db.from('accounts').where('code', code).firstOrFail()
  return (await transact((tx) => issueToken(tx, { owner: { accountId: id }, name: 'test' }))).token
}

/** As a browser does: opens the page, keeps its cookies, sends its form. */
async function press(link: string, reply: string): Promise<void> {
  const url = `http://${env.get('HOST')}:${env.get('PORT')}${link}`
  const page = await fetch(url)
  const cookie = page.headers.getSetCookie().map((one) => one.split(';')[0]).join('; ')
  const token = /name="_csrf" value="([^"]+)"/.exec((await page.text()).replace(/type='hidden' name='_csrf' value='([^']+)'/, 'name="_csrf" value="$1"'))?.[1]
  await fetch(url, { method: 'POST', headers: { cookie }, body: new URLSearchParams({ _csrf: token ?? '', reply }), redirect: 'manual' })
}

test.group('Answers to the call (A16, F09, F10)', (group) => {
  let path: string
  let incidentId: string
  let alarmId: string

  group.setup(async () => {
    const applied = await applyDefinitions({ folder: app.makePath('resources/plant/demo'), by: systemActor('test') })
    if (!applied.ok) throw new Error(JSON.stringify(applied.error.slice(0, 5)))
    alarmId = (await raise('CALL.HH'))!
    await drain()
    incidentId = (await db.from('incidents').where({ area_code: 'GAS2', state: 'active' }).firstOrFail()).id
    path = `/api/v1/incidents/${incidentId}`
  })

  const board = async (client: any, token: string) => (await client.get(`${path}/responses`).bearerToken(token)).body().data
  const linkOf = async (code: string) => (await db.from('incident_responses').join('accounts', 'accounts.id', 'account_id').where({ 'accounts.code': code, 'incident_id': incidentId }).firstOrFail()).link_token

  test('F09 every member on the roster is on the board, silent, and has a page of their own in the message', async ({ client, assert }) => {
    const leader = await person(['incidents.read'])
    const { counts, people } = await board(client, leader.token)
    assert.deepEqual(counts, { called: 2, arrived: 0, cannot_come: 0, silent: 2 })
    assert.sameMembers(people.map((one: any) => one.code), ['E1009', 'E1010'])
    const account = await db.from('accounts').where('code', 'E1009').firstOrFail()
    const outside = await db.from('notice_deliveries').where({ account_id: account.id, channel: 'email' }).whereNotNull('link')
    assert.deepEqual(outside.map(({ link }) => link), [`/r/${await linkOf('E1009')}`])
    const inbox = (await client.get('/api/v1/inbox').bearerToken(await tokenOf('E1009'))).body().data
    assert.include(inbox.map((item: any) => item.link), `/incidents/${incidentId}`)
    assert.notEqual(await linkOf('E1009'), await linkOf('E1010'))
  })

  test('F09 L05 an answer counts on the board, in the timeline, in the audit and in the count of the area', async ({ client, assert }) => {
    const member = await tokenOf('E1010')
    ;(await client.post(`${path}/responses`).bearerToken(member).json({ reply: 'arrived' })).assertStatus(200)
    ;(await client.post(`${path}/responses`).bearerToken(member).json({ reply: 'arrived' })).assertStatus(200)
    const { counts, people } = await board(client, member)
    assert.equal(counts.arrived, 1)
    assert.equal(people[0].reply, null, 'who is silent comes first')
    assert.lengthOf(await db.from('incident_entries').where({ incident_id: incidentId, what: 'team_arrived' }), 1)
    assert.lengthOf(await db.from('audit_entries').where({ action: 'risks.call_answered', subject_id: incidentId }), 1)
    const account = await db.from('accounts').where('code', 'E1010').firstOrFail()
    const reply = await db.from('muster_replies').join('musters', 'musters.id', 'muster_id').where({ account_id: account.id, area_code: 'GAS2' }).firstOrFail()
    assert.equal(reply.reply, 'arrived')
  })

  test('F09 the link of the message: opening it answers nothing, pressing does, a wrong one is refused', async ({ client, assert }) => {
    const link = `/r/${await linkOf('E1009')}`
    const page = await client.get(link)
    page.assertStatus(200)
    assert.include(page.text(), '郑磊')
    assert.isNull((await db.from('incident_responses').where('link_token', link.slice(3)).firstOrFail()).reply)
    ;(await client.post(link).form({ reply: 'cannot_come' }).redirects(0)).assertStatus(302)
    assert.isNull((await db.from('incident_responses').where('link_token', link.slice(3)).firstOrFail()).reply, 'not without the token of the form')
    await press(link, 'cannot_come')
    const stored = await db.from('incident_responses').where('link_token', link.slice(3)).firstOrFail()
    assert.deepEqual([stored.reply, stored.how], ['cannot_come', 'link'])
    assert.include((await client.get(link)).text(), '已记录')
    ;(await client.get('/r/AAAAAAAAAAAAAAAAAAAAAA')).assertStatus(404)
  })

  test('F09 who says it at the count has answered here as well; only the leader answers for others', async ({ client, assert }) => {
    const muster = await db.from('musters').where('area_code', 'GAS2').whereNull('ended_at').firstOrFail()
    ;(await client.post(`/api/v1/musters/${muster.id}/replies`).bearerToken(await tokenOf('E1009')).json({ reply: 'arrived' })).assertStatus(200)
    await drain()
    const stored = await db.from('incident_responses').where('link_token', await linkOf('E1009')).firstOrFail()
    assert.deepEqual([stored.reply, stored.how], ['arrived', 'muster'])

    const [stranger, leader] = [await person(['incidents.read']), await person(['incidents.read', 'incidents.manage'])]
    ;(await client.post(`${path}/responses`).bearerToken(stranger.token).json({ reply: 'arrived', person: 'E1009' })).assertStatus(403)
    ;(await client.post(`${path}/responses`).bearerToken(leader.token).json({ reply: 'cannot_come', person: 'E1009' })).assertStatus(200)
    ;(await client.post(`${path}/responses`).bearerToken(leader.token).json({ reply: 'arrived', person: 'E9999' })).assertStatus(422)
    ;(await client.post(`${path}/responses`).bearerToken(stranger.token).json({ reply: 'arrived' })).assertStatus(200)
    const { people } = await board(client, leader.token)
    assert.isFalse(people.find((one: any) => one.code === stranger.code).called, 'came unasked')
  })

  test('A15 T08 the record of the incident says who was told by which way, and what came of it', async ({ client, assert }) => {
    const reader = await person(['incidents.read'])
    const deliveries = (await client.get(`${path}/deliveries`).bearerToken(reader.token)).body().data
    const keys = new Set(deliveries.map((one: any) => one.message_key))
    assert.isTrue(keys.has('risks.notices.muster') && keys.has('telemetry.notices.alarm_raised'), 'of the incident and of its alarm')
    assert.isTrue(deliveries.every((one: any) => one.name && one.channel && one.status && !('address' in one)))
  })

  test('A15 an alarm that nobody acknowledges stands on the incident’s timeline', async ({ assert, cleanup }) => {
    const clock = frozenClock(Date.now() + 10 * 60_000)
    cleanup(() => clock.restore())
    const { id } = await db.from('escalations').where('subject_id', alarmId).firstOrFail()
    await takeEscalationStep(id)
    await drain()
    const entry = await db.from('incident_entries').where({ incident_id: incidentId, what: 'escalated' }).firstOrFail()
    assert.include(JSON.parse(entry.params), { level: 1 })
  })

  test('F10 each post gets its card once, as a page that is whole by itself and holds no token', async ({ client, assert }) => {
    const inbox = (await client.get('/api/v1/inbox').bearerToken(await tokenOf('E1009'))).body().data
    assert.lengthOf(inbox.filter((item: any) => item.link === '/cards/GAS-TEAM'), 1)
    ;(await client.get('/cards/GAS-TEAM').redirects(0)).assertStatus(302)
    const keeper = await client.get('/cards/keeper.js')
    assert.match(String(keeper.header('content-type')), /javascript/)
    assert.notInclude(keeper.text(), 'undefined')
  })

  test('A16 the end of the incident ends its links', async ({ client, assert }) => {
    await db.from('incidents').where('id', incidentId).update({ state: 'ended', ended_at: Date.now() })
    const leader = await person(['incidents.read', 'incidents.manage'])
    ;(await client.post(`${path}/responses`).bearerToken(leader.token).json({ reply: 'arrived' })).assertStatus(409)
    assert.include((await client.get(`/r/${await linkOf('E1009')}`)).text(), '应急事件已经结束')
  })
})

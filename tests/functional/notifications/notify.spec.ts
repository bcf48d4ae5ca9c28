import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { OutboxDispatcher } from '#app/kernel/dispatcher'
import { transact } from '#app/kernel/transaction'
import { notify } from '#app/notifications/index'
import { emailChannel } from '#app/notifications/channels/email'
import { gatewayChannel } from '#app/notifications/channels/gateway'
import { dingtalkChannel, wecomChannel } from '#app/notifications/channels/robots'
import { webhookChannel } from '#app/notifications/channels/webhook'
import { NoticeSender } from '#app/notifications/sender'
import { smsGateway } from '#app/notifications/settings'
import { frozenClock } from '#tests/support/clock'
import { httpPeer } from '#tests/support/http_peer'
import { mailServer } from '#tests/support/mail_server'
import { person } from '#tests/support/people'

const message = { key: 'identity.reasons.wrong_pin' }
const deliveriesOf = (accountId: string) => db.from('notice_deliveries').where('account_id', accountId).orderBy('channel')
const senderTo = (port: number) =>
  new NoticeSender(
    [emailChannel({ host: '127.0.0.1', port, username: undefined, password: undefined, from: 'redline@plant.example' })],
    'http://localhost'
  )

test.group('Notices (A15, I12)', () => {
  test('reach holders of a role by e-mail over real SMTP and in the inbox, once', async ({ client, assert, cleanup }) => {
    const server = await mailServer()
    cleanup(() => server.close())
    const member = await person([], { roles: ['rescuer'] })
    const tell = () =>
      transact((tx) => notify(tx, { to: { roles: [{ role: 'rescuer' }] }, message, priority: 1, link: '/x', cause: 'alarm:1' }))
    await tell()
    await tell()
    const sender = senderTo(server.port)
    await sender.sendDue()
    await sender.stop()

    assert.deepEqual(server.mails.map((mail) => mail.to), [[`${member.code}@plant.example`]])
    assert.deepEqual((await deliveriesOf(member.id)).map((row) => [row.channel, row.status]), [['email', 'sent'], ['in_app', 'sent']])
    const inbox = (await client.get('/api/v1/inbox').bearerToken(member.token)).body().data
    assert.equal(inbox.length, 1)
    ;(await client.post(`/api/v1/inbox/${inbox[0].id}/read`).bearerToken(member.token)).assertStatus(204)
    assert.isNotNull((await client.get('/api/v1/inbox').bearerToken(member.token)).body().data[0].read_at)
  })

  test('a failing channel keeps the message, tries again, and raises an event of its own (T08)', async ({ assert, cleanup }) => {
    const clock = frozenClock()
    const server = await mailServer()
    cleanup(async () => {
      clock.restore()
      await server.close()
    })
    server.refuse(true)
    const member = await person()
    await transact((tx) => notify(tx, { to: { accounts: [member.id] }, message, priority: 2, cause: 'alarm:2' }))
    const sender = senderTo(server.port)
    for (let round = 0; round < 3; round++) {
      await sender.sendDue()
      clock.forward(120_000)
    }
    const email = (await deliveriesOf(member.id))[0]
    assert.equal(email.status, 'waiting')
    assert.match(email.error, /mailbox full/)
    assert.isNotNull(await db.from('outbox_events').where('name', 'notifications.channel_failed').first())

    server.refuse(false)
    clock.forward(600_000)
    await sender.sendDue()
    await sender.stop()
    assert.equal((await deliveriesOf(member.id))[0].status, 'sent')
    assert.isNotNull(await db.from('outbox_events').where('name', 'notifications.channel_recovered').first())
  })

  test('without a mail server the delivery says so', async ({ assert }) => {
    const member = await person()
    await transact((tx) => notify(tx, { to: { accounts: [member.id] }, message, priority: 2, cause: 'alarm:3' }))
    const sender = new NoticeSender([emailChannel({ host: undefined, port: 25, username: undefined, password: undefined, from: 'x' })], '')
    await sender.sendDue()
    assert.equal((await deliveriesOf(member.id))[0].error, 'SMTP_HOST is not set')
  })
})

test.group('Ways to tell people (A15, F05, I12, T08)', () => {
  test('F05 asked for by SMS and e-mail: each recipient by both, and who has no number stands in the record', async ({ client, assert, cleanup }) => {
    const [mail, gateway] = [await mailServer(), await httpPeer({ code: 0, message_id: 'm-1' })]
    cleanup(async () => {
      await mail.close()
      await gateway.close()
    })
    const [leader, director] = [await person(), await person(['audit.read'])]
    await db.from('accounts').where('id', leader.id).update({ phone: '13900000001' })
    const to = { accounts: [leader.id, director.id] }
    await transact((tx) => notify(tx, { to, message, priority: 2, cause: 'hazard:f05', channels: ['sms', 'email'] }))
    const sender = new NoticeSender(
      [
        emailChannel({ host: '127.0.0.1', port: mail.port, username: undefined, password: undefined, from: 'redline@plant.example' }),
        gatewayChannel({ name: 'sms', url: gateway.url, secret: 's', timeoutMs: 400, shape: async () => smsGateway.default }),
      ],
      'http://localhost'
    )
    await sender.sendDue()
    await sender.stop()
    const states = async (id: string) => (await deliveriesOf(id)).map((row) => [row.channel, row.status, row.provider_id !== null])
    assert.deepEqual(await states(leader.id), [['email', 'sent', true], ['in_app', 'sent', false], ['sms', 'sent', true]])
    assert.deepEqual(await states(director.id), [['email', 'sent', true], ['in_app', 'sent', false], ['sms', 'no_address', false]])
    assert.equal(JSON.parse(gateway.requests[0]!.body).phone, '13900000001')
    const record = (await client.get('/api/v1/deliveries').qs({ cause: 'hazard:f05' }).bearerToken(director.token)).body().data
    assert.lengthOf(record, 6)
  })

  test('A15 a group robot is told once for all, and calls those who have a number', async ({ assert, cleanup }) => {
    const robot = await httpPeer({ errcode: 0 })
    cleanup(() => robot.close())
    const members = [await person(), await person()]
    await db.from('accounts').where('id', members[0]!.id).update({ phone: '13900000002' })
    const to = { accounts: members.map(({ id }) => id) }
    const tell = () => transact((tx) => notify(tx, { to, message, priority: 1, cause: 'alarm:robot', channels: ['dingtalk'] }))
    await tell()
    await tell()
    const sender = new NoticeSender([dingtalkChannel({ url: robot.url, secret: undefined, timeoutMs: 400 })], '')
    await sender.sendDue()
    await sender.stop()
    assert.lengthOf(robot.requests, 1)
    assert.deepEqual(JSON.parse(robot.requests[0]!.body).at.atMobiles, ['13900000002'])
  })

  test('T08 a channel that failed before a restart is taken back after it, and a hanging one holds up no other', async ({ assert, cleanup }) => {
    const clock = frozenClock()
    const [mail, gateway] = [await mailServer(), await httpPeer({ code: 0 })]
    cleanup(async () => {
      clock.restore()
      await mail.close()
      await gateway.close()
    })
    await db.from('notice_deliveries').where('status', 'waiting').update({ status: 'failed' })
    gateway.mood = 'hang'
    const member = await person()
    await db.from('accounts').where('id', member.id).update({ phone: '13900000003' })
    await transact((tx) => notify(tx, { to: { accounts: [member.id] }, message, priority: 1, cause: 'alarm:lanes', channels: ['sms', 'email'] }))
    const open = () =>
      new NoticeSender(
        [
          gatewayChannel({ name: 'sms', url: gateway.url, secret: 's', timeoutMs: 500, shape: async () => smsGateway.default }),
          emailChannel({ host: '127.0.0.1', port: mail.port, username: undefined, password: undefined, from: 'redline@plant.example' }),
        ],
        ''
      )
    const first = open()
    const sending = first.sendDue()
    await new Promise((done) => setTimeout(done, 250))
    assert.lengthOf(mail.mails, 1, 'the mail went out while the gateway hung')
    await sending
    for (let round = 0; round < 2; round++) {
      clock.forward(120_000)
      await first.sendDue()
    }
    await first.stop()
    const events = (name: string) => db.from('outbox_events').where('name', `notifications.${name}`).where('payload', 'like', '%"sms"%')
    assert.lengthOf(await events('channel_failed'), 1)

    gateway.mood = 'well'
    clock.forward(600_000)
    const second = open()
    await second.sendDue()
    await second.stop()
    assert.lengthOf(await events('channel_recovered'), 1)
    assert.equal((await deliveriesOf(member.id)).find((row) => row.channel === 'sms')!.status, 'sent')
  })

  test('T08 after the last try a delivery has failed and is tried no more', async ({ assert, cleanup }) => {
    const clock = frozenClock()
    const gateway = await httpPeer({ code: 9 })
    cleanup(async () => {
      clock.restore()
      await gateway.close()
    })
    const member = await person()
    await db.from('accounts').where('id', member.id).update({ phone: '13900000004' })
    await transact((tx) => notify(tx, { to: { accounts: [member.id] }, message, priority: 1, cause: 'alarm:spent', channels: ['sms'] }))
    const sender = new NoticeSender([gatewayChannel({ name: 'sms', url: gateway.url, secret: 's', timeoutMs: 400, shape: async () => smsGateway.default })], '')
    for (let round = 0; round < 12; round++) {
      await sender.sendDue()
      clock.forward(3_600_000)
    }
    await sender.stop()
    assert.lengthOf(gateway.requests, 7)
    assert.equal((await deliveriesOf(member.id)).find((row) => row.channel === 'sms')!.status, 'failed')
  })
})

test.group('Every channel that fails is an alarm (T08)', () => {
  const WAYS = ['email', 'sms', 'voice', 'dingtalk', 'wecom', 'webhook'] as const

  test('T08 each raises an alarm under its own name, and each is taken back when it works again', async ({ assert, cleanup }) => {
    const clock = frozenClock(Date.now())
    const [mail, peer] = [await mailServer(), await httpPeer({ code: 0, errcode: 0 })]
    cleanup(async () => {
      clock.restore()
      await mail.close()
      await peer.close()
    })
    await db.from('notice_deliveries').where('status', 'waiting').update({ status: 'failed' })
    const member = await person()
    await db.from('accounts').where('id', member.id).update({ phone: '13900000009' })
    const { url } = peer
    const timeoutMs = 400
    const shape = async () => smsGateway.default
    const sender = new NoticeSender(
      [
        emailChannel({ host: '127.0.0.1', port: mail.port, username: undefined, password: undefined, from: 'redline@plant.example' }),
        gatewayChannel({ name: 'sms', url, secret: 's', timeoutMs, shape }),
        gatewayChannel({ name: 'voice', url, secret: 's', timeoutMs, shape }),
        dingtalkChannel({ url, secret: 's', timeoutMs }),
        wecomChannel({ url, timeoutMs }),
        webhookChannel({ url, secret: `whsec_${Buffer.from('thirty-two bytes of a secret key').toString('base64')}`, timeoutMs }),
      ],
      ''
    )
    peer.mood = 'error_500'
    mail.refuse(true)
    const cause = 'alarm:every-way'
    await transact((tx) => notify(tx, { to: { accounts: [member.id] }, message, priority: 1, cause, channels: [...WAYS] }))
    for (let round = 0; round < 3; round++) {
      await sender.sendDue()
      clock.forward(120_000)
    }
    await new OutboxDispatcher().drain()
    const standing = () => db.from('alarms').where('condition_code', 'like', 'system.channel_failed:%').whereNull('cleared_at')
    const alarms = await standing()
    assert.sameMembers(alarms.map(({ condition_code: code }) => code.split(':')[1]), [...WAYS])
    assert.includeMembers(alarms.map(({ name }) => name), ['短信通知无法送达', '企业微信通知无法送达'])
    assert.isTrue(alarms.every(({ priority }) => priority === 2))

    peer.mood = 'well'
    mail.refuse(false)
    clock.forward(3_600_000)
    // The alarms told people as well: those messages are part of what goes out now.
    for (let round = 0; round < 3; round++) await sender.sendDue()
    await new OutboxDispatcher().drain()
    await sender.stop()
    assert.lengthOf(await standing(), 0)
    const states = await db.from('notice_deliveries').join('notices', 'notices.id', 'notice_id').where({ cause }).whereNot('channel', 'in_app').select('status')
    assert.isTrue(states.every(({ status }) => status === 'sent'))
  })
})

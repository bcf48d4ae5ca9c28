import db from '@adonisjs/lucid/services/db'
import { test } from '@japa/runner'
import { transact } from '#app/kernel/transaction'
import { notify } from '#app/notifications/index'
import { emailChannel } from '#app/notifications/channels/email'
import { NoticeSender } from '#app/notifications/sender'
import { frozenClock } from '#tests/support/clock'
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

import { createHmac } from 'node:crypto'
import { test } from '@japa/runner'
import { Webhook } from 'standardwebhooks'
import type { Channel } from '#app/notifications/channels/channel'
import { emailChannel } from '#app/notifications/channels/email'
import { gatewayChannel } from '#app/notifications/channels/gateway'
import { dingtalkChannel, wecomChannel } from '#app/notifications/channels/robots'
import { webhookChannel } from '#app/notifications/channels/webhook'
import { smsGateway, voiceGateway, type GatewayShape } from '#app/notifications/settings'
import { httpPeer, type HttpPeer, type PeerMood } from '#tests/support/http_peer'
import { mailServer } from '#tests/support/mail_server'

const SECRET = `whsec_${Buffer.from('a key of thirty-two bytes, really').toString('base64')}`
const timeoutMs = 400
const notice = { id: 'delivery-1', address: '13800000001', subject: '标题', text: '一氧化碳 "200" ppm\n撤离', priority: 1 as const, mentions: ['13800000001'] }

interface Kind {
  name: string
  open: (url: string) => Channel
  /** How the other end says yes. */
  yes: unknown
  /** How it says no with HTTP 200; null: its HTTP status says all. */
  no: unknown
  /** Whether the answer's text matters. */
  reads: boolean
}

const shaped = (shape: GatewayShape) => async () => shape
const KINDS: Kind[] = [
  { name: 'sms', open: (url) => gatewayChannel({ name: 'sms', url, secret: 's3', timeoutMs, shape: shaped(smsGateway.default) }), yes: { code: 0, message_id: 'm-7' }, no: { code: 1402, message: 'no balance' }, reads: true },
  { name: 'voice', open: (url) => gatewayChannel({ name: 'voice', url, secret: 's3', timeoutMs, shape: shaped(voiceGateway.default) }), yes: { code: 0, message_id: 'm-8' }, no: { code: 'E1' }, reads: true },
  { name: 'dingtalk', open: (url) => dingtalkChannel({ url: `${url}/robot/send?access_token=t0ken`, secret: 'SECabc', timeoutMs }), yes: { errcode: 0, errmsg: 'ok' }, no: { errcode: 310000, errmsg: 'sign not match' }, reads: true },
  { name: 'wecom', open: (url) => wecomChannel({ url: `${url}/cgi-bin/webhook/send?key=k3y`, timeoutMs }), yes: { errcode: 0, errmsg: 'ok' }, no: { errcode: 93000, errmsg: 'invalid webhook url' }, reads: true },
  { name: 'webhook', open: (url) => webhookChannel({ url, secret: SECRET, timeoutMs }), yes: {}, no: null, reads: false },
]

async function reasonOf(sending: Promise<unknown>): Promise<string> {
  return sending.then(
    () => 'sent',
    (error: Error) => error.message
  )
}

test.group('Every channel over HTTP (A15, I12)', () => {
  for (const { name, open, yes, no, reads } of KINDS) {
    const meeting = async (cleanup: (handler: () => Promise<void>) => void): Promise<{ peer: HttpPeer; channel: Channel }> => {
      const peer = await httpPeer(yes)
      cleanup(() => peer.close())
      return { peer, channel: open(peer.url) }
    }

    test(`A15 ${name}: a message that is taken is sent once`, async ({ assert, cleanup }) => {
      const { peer, channel } = await meeting(cleanup)
      await channel.send(notice)
      assert.lengthOf(peer.requests, 1)
      assert.equal(peer.requests[0]!.method, 'POST')
      assert.include(JSON.parse(peer.requests[0]!.body) && peer.requests[0]!.body, '一氧化碳')
    })

    const bad: [PeerMood, RegExp][] = [
      ['error_500', /^HTTP 500/],
      ['hang', /no answer within 0\.4 s/],
      ['hang_in_body', /no answer within 0\.4 s/],
      ['endless', /longer than/],
      ['redirect', /redirect/i],
      ['close', /ECONNRESET|UND_ERR_SOCKET|other side closed/],
      ...(reads ? ([['not_json', /no JSON object/]] as [PeerMood, RegExp][]) : []),
    ]
    test(`T08 ${name}: {0} is a failure, in time and with its reason`)
      .with(bad)
      .run(async ({ assert, cleanup }, [mood, expected]) => {
        const { peer, channel } = await meeting(cleanup)
        peer.mood = mood
        const began = performance.now()
        const reason = await reasonOf(channel.send(notice))
        assert.match(reason, expected)
        assert.notMatch(reason, /t0ken|k3y|SECabc/, 'a reason holds no secret')
        assert.isBelow(performance.now() - began, timeoutMs + 600)
      })
      .timeout(5_000)

    if (no !== null)
      test(`T08 ${name}: HTTP 200 with a refusal in it is a failure`, async ({ assert, cleanup }) => {
        const { peer, channel } = await meeting(cleanup)
        peer.answer = no
        assert.match(await reasonOf(channel.send(notice)), /^(refused|errcode)/)
        peer.answer = {}
        assert.match(await reasonOf(channel.send(notice)), /^(refused|errcode)/, 'an answer that says nothing is no yes')
      })

    test(`T08 ${name}: nobody listens`, async ({ assert }) => {
      assert.match(await reasonOf(open('http://127.0.0.1:2').send(notice)), /ECONNREFUSED/)
    })
  }

  test('I12 sms: the gateway’s own form, as a form and as JSON, with the provider’s id kept', async ({ assert, cleanup }) => {
    const peer = await httpPeer({ result: { code: '200', sid: 42 } })
    cleanup(() => peer.close())
    const shape: GatewayShape = { encoding: 'form', headers: { 'x-key': '{secret}' }, body: { mobile: '{phone}', msg: '【红线】{text}', seq: '{id}' }, ok_field: 'result.code', ok_value: '200', id_field: 'result.sid' }
    const channel = gatewayChannel({ name: 'sms', url: peer.url, secret: 's3', timeoutMs, shape: async () => shape })
    assert.equal(await channel.send(notice), '42')
    const [request] = peer.requests
    assert.equal(request!.headers['x-key'], 's3')
    assert.equal(request!.headers['idempotency-key'], notice.id)
    assert.deepEqual(Object.fromEntries(new URLSearchParams(request!.body)), { mobile: notice.address, msg: `【红线】${notice.text}`, seq: notice.id })
  })

  test('A15 dingtalk: signed as its guide says, and those who are meant are called', async ({ assert, cleanup }) => {
    const peer = await httpPeer({ errcode: 0 })
    cleanup(() => peer.close())
    await dingtalkChannel({ url: `${peer.url}/robot/send?access_token=t`, secret: 'SECabc', timeoutMs }).send(notice)
    const { searchParams } = new URL(peer.requests[0]!.path, peer.url)
    const timestamp = searchParams.get('timestamp')!
    assert.closeTo(Number(timestamp), Date.now(), 5_000)
    assert.equal(searchParams.get('access_token'), 't')
    assert.equal(searchParams.get('sign'), createHmac('sha256', 'SECabc').update(`${timestamp}\nSECabc`).digest('base64'))
    assert.deepEqual(JSON.parse(peer.requests[0]!.body).at.atMobiles, notice.mentions)
  })

  test('A15 webhook: the receiver verifies the signature; without a secret nothing leaves', async ({ assert, cleanup }) => {
    const peer = await httpPeer()
    cleanup(() => peer.close())
    await webhookChannel({ url: peer.url, secret: SECRET, timeoutMs }).send(notice)
    const [{ headers, body }] = peer.requests as [HttpPeer['requests'][0]]
    const content = new Webhook(SECRET).verify(body, headers as Record<string, string>) as { data: { text: string } }
    assert.equal(content.data.text, notice.text)
    assert.throws(() => new Webhook(SECRET).verify(body.replace('200', '20'), headers as Record<string, string>))
    assert.match(await reasonOf(webhookChannel({ url: peer.url, secret: undefined, timeoutMs }).send(notice)), /WEBHOOK_SECRET/)
    assert.lengthOf(peer.requests, 1)
  })

  test('I12 e-mail: a server that refuses is a failure, one that takes it gives an id', async ({ assert, cleanup }) => {
    const server = await mailServer()
    cleanup(() => server.close())
    const channel = emailChannel({ host: '127.0.0.1', port: server.port, username: undefined, password: undefined, from: 'redline@plant.example' })
    assert.match(String(await channel.send({ ...notice, address: 'a@plant.example' })), /@/)
    server.refuse(true)
    assert.match(await reasonOf(channel.send({ ...notice, address: 'a@plant.example' })), /mailbox full/)
    channel.close()
  })
})

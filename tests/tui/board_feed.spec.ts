import { setTimeout as pause } from 'node:timers/promises'
import { test } from '@japa/runner'
import fc from 'fast-check'
import { emptyBoard, usualBoard } from '#tests/support/board_fixture'
import { FakeServer } from '#tests/support/fake_server'
import { messagesIn } from '#tests/support/terminal_words'
import { ApiClient } from '#tui/lib/api_client'
import { BoardFeed } from '#tui/lib/board_feed'
import { faultSentences } from '#tui/lib/faults'
import { isStale, type Link } from '#tui/lib/link'
import { signIn } from '#tui/lib/session'
import { SseReader } from '#tui/lib/sse'

async function until(what: string, fits: () => boolean): Promise<void> {
  const end = Date.now() + 15_000
  while (!fits()) {
    if (Date.now() > end) throw new Error(`never: ${what}`)
    await pause(20)
  }
}

test.group('board feed', (group) => {
  let server: FakeServer
  let feed: BoardFeed
  let api: ApiClient

  group.each.setup(async () => {
    server = new FakeServer(usualBoard())
    await server.start()
    api = new ApiClient({ url: server.url, language: 'en', timeoutMs: 1_000 })
    api.token = server.token
    feed = new BoardFeed(api)
    return async () => {
      feed.stop()
      await server.stop()
    }
  })

  test('comes alive by the stream, and what is pushed arrives', async ({ assert }) => {
    feed.start()
    await until('live', () => feed.link.state === 'live')
    server.board = { ...emptyBoard(), at: server.board.at + 1_000 }
    server.push()
    await until('the pushed board', () => feed.link.board?.areas.length === 0)
    assert.isNull(feed.link.fault)
  })

  test('without a stream it asks again and again', async ({ assert }) => {
    server.stream = false
    feed.start()
    await until('polling', () => feed.link.state === 'polling')
    const before = server.requests.filter((one) => one.path === '/api/v1/board').length
    await pause(2_500)
    assert.isAbove(server.requests.filter((one) => one.path === '/api/v1/board').length, before)
    assert.equal(feed.link.state, 'polling')
  })

  test('the server goes: what was known stays, marked with its age; it comes back: live again', async ({ assert }) => {
    feed.start()
    await until('live', () => feed.link.state === 'live')
    const port = Number(new URL(server.url).port)
    await server.stop()
    await until('lost', () => feed.link.state === 'lost')
    assert.equal(feed.link.fault?.kind, 'unreachable')
    assert.isNotNull(feed.link.board)
    assert.isTrue(isStale(feed.link, feed.link.receivedAt! + 5_001))
    assert.isFalse(isStale(feed.link, feed.link.receivedAt! + 4_999))

    server = new FakeServer(usualBoard())
    await server.start(port)
    await until('live again', () => feed.link.state === 'live')
    assert.isNull(feed.link.fault)
  })

  test('a token that is not good is said, and nothing of the plant is kept from before', async ({ assert }) => {
    api.token = 'wrong'
    feed.start()
    await until('refused', () => feed.link.fault !== null)
    assert.equal(feed.link.fault!.kind, 'unauthenticated')
    assert.isNull(feed.link.board)
  })

  test('an answer that is no board is not taken', async ({ assert }) => {
    server.board = { hello: 'world' } as never
    feed.start()
    await until('a fault', () => feed.link.fault !== null)
    assert.deepEqual(feed.link.fault, { kind: 'unreadable', status: 200 })
  })

  test('stopped, it neither asks nor tells', async ({ assert }) => {
    const told: Link[] = []
    feed.subscribe((link) => told.push(link))
    feed.start()
    await until('live', () => feed.link.state === 'live')
    feed.stop()
    const [asked, heard] = [server.requests.length, told.length]
    await pause(2_500)
    assert.equal(server.requests.length, asked)
    assert.equal(told.length, heard)
  })

  test('signing in keeps the token in the client; a refusal hands all its sentences on', async ({ assert }) => {
    api.token = null
    const refused = await signIn(api, '10001007', '111111')
    assert.isFalse(refused.ok)
    if (!refused.ok)
      assert.deepEqual(faultSentences(refused.fault, api.url, messagesIn('zh-CN').t), [
        '工牌或 PIN 不正确：核对工牌，重新输入六位数字',
      ])
    assert.isNull(api.token)
    assert.isTrue((await signIn(api, '10001007', '246810')).ok)
    assert.equal(api.token, server.token)
  })

  test('each write carries a key of its own, and a hung server does not hang the console', async ({ assert }) => {
    await api.post('/api/v1/alarms/a-co-hh/acknowledge', { note: 'x' })
    assert.deepEqual(server.requests.at(-1)!.body, { note: 'x' })
    const { createServer } = await import('node:net')
    const hung = createServer(() => undefined)
    await new Promise<void>((resolve) => hung.listen(0, '127.0.0.1', resolve))
    const address = hung.address() as { port: number }
    const slow = new ApiClient({ url: `http://127.0.0.1:${address.port}`, language: 'en', timeoutMs: 200 })
    const reply = await slow.get('/api/v1/board')
    hung.close()
    assert.deepEqual(reply, { ok: false, fault: { kind: 'timeout' } })
  })
})

test.group('stream reader', () => {
  test('messages arrive whole, wherever the pieces end', ({ assert }) => {
    const message = fc.record({
      channel: fc.constant('board'),
      payload: fc.string({ unit: fc.constantFrom('a', '煤', '\n', ':', ' ', '"') }),
    })
    fc.assert(
      fc.property(
        fc.array(message, { maxLength: 6 }),
        fc.array(fc.integer({ min: 1, max: 30 })),
        fc.constantFrom('\n', '\r\n'),
        (messages, cuts, end) => {
          let text = `:ok${end}${end}${messages.map((one) => `id: 7${end}data: ${JSON.stringify(one)}${end}${end}`).join('')}`
          const reader = new SseReader()
          const read: unknown[] = []
          for (const length of [...cuts, text.length]) {
            read.push(...reader.push(text.slice(0, length)).map((data) => JSON.parse(data)))
            text = text.slice(length)
          }
          read.push(...reader.push(text).map((data) => JSON.parse(data)))
          assert.deepEqual(read, messages)
        }
      )
    )
  })

  test('a message without an end does not fill the memory', ({ assert }) => {
    const reader = new SseReader()
    assert.throws(() => {
      for (let piece = 0; piece < 10; piece++) reader.push('x'.repeat(1_000_000))
    }, /longer than its limit/)
  })
})

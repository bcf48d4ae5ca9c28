import { setTimeout as pause } from 'node:timers/promises'
import { test } from '@japa/runner'
import { render } from 'ink-testing-library'
import { createElement } from 'react'
import { usualBoard } from '#tests/support/board_fixture'
import { FakeServer } from '#tests/support/fake_server'
import { languageFolder } from '#tests/support/terminal_words'
import { App } from '#tui/console/components/app'
import { SignIn } from '#tui/console/components/sign_in'
import type { ViewId } from '#tui/console/view'
import { openSession } from '#tui/lib/open'

const ENTER = '\r'
const ESCAPE = '\u001B'

test.group('console', (group) => {
  let server: FakeServer
  let ended: (() => void) | null = null

  group.each.setup(async () => {
    server = new FakeServer(usualBoard())
    await server.start()
    return async () => {
      ended?.()
      ended = null
      await server.stop()
    }
  })

  function open(view: ViewId = 'alarms', token: string | undefined = server.token) {
    const session = openSession(languageFolder, { url: server.url, lang: 'zh', ...(token ? { token } : {}) })
    const app = render(
      createElement(App, {
        api: session.api,
        feed: session.feed,
        messagesIn: session.messagesIn,
        language: 'zh-CN',
        view,
      })
    )
    ended = () => {
      app.unmount()
      session.feed.stop()
    }
    const shows = async (text: string | RegExp) => {
      const end = Date.now() + 8_000
      for (;;) {
        const frame = app.lastFrame() ?? ''
        if (typeof text === 'string' ? frame.includes(text) : text.test(frame)) return frame
        if (Date.now() > end) throw new Error(`never showed ${text}:\n${frame}`)
        await pause(20)
      }
    }
    const send = async (...keys: string[]) => {
      for (const key of keys) {
        app.stdin.write(key)
        await pause(60)
      }
    }
    return { shows, send, session, frame: () => app.lastFrame() ?? '' }
  }

  test('acknowledge with a note: one write, under the person’s token, and said only when the server said so', async ({
    assert,
  }) => {
    const { shows, send } = open()
    await shows(/▸ ■1/)
    await send('a', '现场', '已核实', ENTER)
    await shows('已确认，服务器已保存')
    const write = server.requests.find((one) => one.method === 'POST' && one.path.includes('acknowledge'))!
    assert.deepEqual(
      [write.path, write.body, write.token],
      ['/api/v1/alarms/a-co-hh/acknowledge', { note: '现场已核实' }, server.token]
    )
    await shows(/ {2}■1.*已确认/)
  })

  test('a refusal shows the server’s sentence with its way out, and nothing is called done', async ({ assert }) => {
    server.refuseWrites = [{ message: '报警仍然存在，不能复位', fix: '先排除原因' }]
    const { shows, send, frame } = open()
    await shows(/▸ ■1/)
    await send('r')
    await shows('复位“一氧化碳浓度高高”？')
    await send(ENTER)
    await shows('✕ 报警仍然存在，不能复位：先排除原因')
    assert.notInclude(frame(), '已复位，服务器已保存')
  })

  test('the question before a reset: any other key is no', async ({ assert }) => {
    const { shows, send } = open()
    await shows(/▸ ■1/)
    await send('r', 'n')
    await shows('? 帮助')
    assert.isEmpty(server.requests.filter((one) => one.path.includes('/reset')))
  })

  test('the alarm of a note is fixed when it was begun, whatever comes on top meanwhile', async ({ assert }) => {
    const { shows, send } = open()
    await shows(/▸ ■1/)
    await send('a', 'seen')
    const newest = {
      ...server.board.alarms.items[1]!,
      id: 'newer',
      state: 'active_unacknowledged',
      raisedAt: server.board.at,
      name: '新报警',
    }
    server.board.alarms.items.unshift(newest)
    server.push()
    await shows('新报警')
    await send(ENTER)
    await shows('服务器已保存')
    assert.include(
      server.requests.map((one) => one.path),
      '/api/v1/alarms/a-co-hh/acknowledge'
    )
  })

  test('filter, command, help, back', async () => {
    const { shows, send } = open()
    await shows(/▸ ■1/)
    await send('/', '高炉')
    await shows('1/4 筛选“高炉”')
    await send(ENTER, ESCAPE)
    await pause(100)
    await shows('共 4')
    await send(':', 'points', ENTER)
    await shows('▸6 测点')
    await send('?')
    await shows(':lang en | zh')
    await send(ESCAPE)
    await pause(100)
    await send(':', 'lang en', ENTER)
    await shows('▸6 Points')
    await send(':', 'nonsense', ENTER)
    await shows('There is no command “nonsense”')
  })

  test('views that the board does not carry are fetched when they are opened', async () => {
    const { shows, send } = open('audit')
    await shows('alarm.acknowledged')
    await send('8')
    await shows('待办')
    await shows('煤气区二一氧化碳高高报警')
    await send('6', 'j', 'j', ENTER)
    await shows(/最近 60 分钟/)
  })

  test('a session that has ended asks who it is, and goes on where it was', async ({ assert }) => {
    const { shows, send, session } = open('alarms', 'ended')
    await shows('登录已失效')
    assert.isNull(session.api.token)
    // The question is on the screen a few milliseconds before it listens; no hand is that fast.
    await pause(200)
    await send('10001007', ENTER, '246810')
    await shows('••••••')
    await send(ENTER)
    await shows(/▸ ■1/)
    await shows('孙立')
  })

  test('the PIN is not shown and is gone after a wrong try', async ({ assert }) => {
    const { api, messages } = openSession(languageFolder, { url: server.url, lang: 'zh' })
    const { signIn } = await import('#tui/lib/session')
    const form = render(
      createElement(SignIn, {
        url: api.url,
        t: messages.t,
        reason: null,
        send: (badge, pin) => signIn(api, badge, pin),
        onSignedIn: () => undefined,
        onQuit: () => undefined,
      })
    )
    for (const key of ['10001007', ENTER, '987654']) {
      form.stdin.write(key)
      await pause(60)
    }
    assert.notInclude(form.lastFrame()!, '987654')
    form.stdin.write(ENTER)
    await pause(400)
    assert.include(form.lastFrame()!, '工牌或 PIN 不正确')
    assert.notInclude(form.lastFrame()!, '•')
    form.unmount()
  })

  test('N10 while a drill runs the console says so, and its alarms are acknowledged by command', async ({ assert }) => {
    server.board = { ...usualBoard(), drill: { id: 'd-1', name: '泄漏演练', areaCode: 'GAS2', areaName: '煤气区二', areaNameEn: 'Gas area 2', startedAt: 0, until: usualBoard().at + 600_000, alarms: 2, unacknowledged: 2, stopsOpen: 0, missing: 1, expected: 3, alarm: null } }
    const { shows, send } = open()
    await shows(/演练 DRILL 泄漏演练/)
    await send(':', 'drill ack', ENTER)
    await shows('演练报警已确认')
    assert.exists(server.requests.find((one) => one.method === 'POST' && one.path.includes('/drills/d-1/answers')))
  })
})

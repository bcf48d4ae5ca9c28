import { setTimeout as pause } from 'node:timers/promises'
import { test } from '@japa/runner'
import { render } from 'ink-testing-library'
import { createElement } from 'react'
import { BOARD_AT, floodedBoard } from '#tests/support/board_fixture'
import { FakeServer } from '#tests/support/fake_server'
import { languageFolder, messagesIn } from '#tests/support/terminal_words'
import { parseCommand } from '#tui/console/commands'
import { App } from '#tui/console/components/app'
import { openSession } from '#tui/lib/open'

const ENTER = '\r'
const ESCAPE = '\u001B'

const folded = (index: number) => ({
  id: `f-${index}`, condition: `GAS2.P${index}.T.H`, point: `GAS2.P${index}.T`, name: `温度${index}`, name_en: `Temperature ${index}`,
  area: 'GAS2', area_name: '煤气区二', area_name_en: 'Gas area 2', priority: 3, alarm_class: 'process', state: 'active_unacknowledged', value: 150, unit: '°C',
  limit: 100, raised_at: BOARD_AT - index, cleared_at: null, acknowledged_at: null, acknowledged_by: null, note: null, first_out: index === 2,
})

test.group('alarms in the console', () => {
  test('L06 commands: how long and why, or nothing is done', ({ assert }) => {
    const { t } = messagesIn('en')
    assert.deepEqual(parseCommand('shelve 30m pump under repair', t), { kind: 'shelve', minutes: 30, reason: 'pump under repair' })
    assert.deepEqual(parseCommand('oos 8h calibration', t), { kind: 'out_of_service', minutes: 480, reason: 'calibration' })
    assert.deepEqual(parseCommand('ackall seen', t), { kind: 'acknowledge_all', note: 'seen' })
    for (const text of ['shelve', 'shelve 30m', 'shelve soon because', 'oos 8 calibration'])
      assert.equal(parseCommand(text, t).kind, 'unknown')
  })

  test('L06 a flood line opens, is acknowledged with a note, its alarms shelved and taken out of service, and closes', async ({ assert, cleanup }) => {
    const server = new FakeServer(floodedBoard())
    server.folded = [0, 1, 2].map(folded)
    await server.start()
    cleanup(() => server.stop())
    const session = openSession(languageFolder, { url: server.url, lang: 'en', token: server.token })
    const app = render(createElement(App, { api: session.api, feed: session.feed, messagesIn: session.messagesIn, language: 'en', view: 'alarms' }))
    cleanup(() => {
      app.unmount()
      session.feed.stop()
    })
    const shows = async (text: string | RegExp) => {
      for (const end = Date.now() + 8_000; ; await pause(20)) {
        const frame = app.lastFrame() ?? ''
        if (typeof text === 'string' ? frame.includes(text) : text.test(frame)) return frame
        if (Date.now() > end) throw new Error(`never showed ${text}:\n${frame}`)
      }
    }
    const send = async (...keys: string[]) => {
      for (const key of keys) {
        app.stdin.write(key)
        await pause(60)
      }
    }
    const written = (ending: string) => server.requests.find(({ method, path }) => method === 'POST' && path.endsWith(ending))

    await shows(/200 alarms/)
    await send('o')
    await shows('Temperature 1')
    await shows(/\[FIRST\] Temper/)
    await send(':', 'ackall all seen', ENTER)
    await shows('Acknowledged, saved by the server')
    assert.deepEqual(written('/alarms/acknowledge')!.body, { ids: ['f-0', 'f-1', 'f-2'], note: 'all seen' })
    await send(':', 'shelve 30m pump under repair', ENTER)
    await shows('Shelved, saved by the server')
    assert.deepInclude(written('/shelve')!.body as object, { reason: 'pump under repair' })
    await send(':', 'oos 8h calibration', ENTER)
    await shows('Out of service, saved by the server')
    assert.match(written('/out-of-service')!.path, /GAS2\.P\d\.T\.H\/out-of-service$/)
    await send(ESCAPE)
    await shows(/200 alarms/)
    if (process.env.PHOTOS) console.log(app.lastFrame())
  }).timeout(30_000)
})

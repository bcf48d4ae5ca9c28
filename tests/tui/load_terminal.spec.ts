import { test } from '@japa/runner'
import { consoleIn, fits, goBack, SIZES } from '#tests/support/console_in_tmux'

const WORDS = {
  zh: { peak: '10 分钟峰值', standing: '当前报警', chatters: '抖动，一分钟 6 次', day: '每日报警' },
  en: { peak: 'Peak in 10 min', standing: 'Standing now', chatters: 'chatters, 6 in a minute', day: 'Alarms by day' },
} as const

test.group('The load of alarms in a real terminal', () => {
  for (const size of SIZES)
    for (const language of ['zh', 'en'] as const)
      test(`L06 alarm load by EEMUA 191, ${size.columns}×${size.rows} ${language}: rate, peak, standing, the ten most frequent`, async ({ assert, cleanup }) => {
        const words = WORDS[language]
        const { terminal } = await consoleIn(cleanup, size, `--lang ${language} --view load`)
        const text = await terminal.until('the figures', (screen) => screen.includes(words.peak) && screen.includes('▲ 34'))
        for (const part of [words.standing, '0.41', '■1 1', words.chatters, words.day]) assert.include(text, part)
        await fits(terminal, size, assert)
        await terminal.press('G')
        await terminal.until('the tenth', (screen) => screen.includes('16/16') && /10 .*18/.test(screen))
        await terminal.press('Enter')
        const one = await terminal.until('its detail', (screen) => screen.includes('BF8.PT809.P.H'))
        assert.include(one, '4%')
        await fits(terminal, size, assert)
        await goBack(terminal)
        await terminal.press('/')
        await terminal.type(language === 'zh' ? '抖动' : 'chatters')
        await terminal.press('Enter')
        await terminal.until('what chatters', (screen) => screen.includes('2/2'))
        await terminal.press('?')
        await terminal.until('the help', (screen) => screen.includes(':trend CODE'))
        await fits(terminal, size, assert)
      }).timeout(60_000)

  test('L06 figures that the server does not give are unknown', async ({ cleanup }) => {
    const { terminal } = await consoleIn(cleanup, SIZES[0]!, '--lang en --view load', (server) => {
      server.broken = ['/api/v1/alarms/kpis']
    })
    await terminal.until('unknown', (text) => text.includes('▒ unknown') && text.includes('引擎没有答复'))
  }).timeout(40_000)
})

test.group('Shelving in a real terminal', () => {
  test('L06 from the list: the command is begun, the reason is typed; a refusal is said', async ({ assert, cleanup }) => {
    const { server, terminal } = await consoleIn(cleanup, SIZES[0]!, '--lang en --view alarms')
    await terminal.until('the alarms', (text) => /▸ ■1/.test(text))
    await terminal.press('s')
    await terminal.type('pump under repair')
    await terminal.until('the command', (text) => text.includes(':shelve 30m pump under repair'))
    await terminal.press('Enter')
    await terminal.until('done', (text) => text.includes('Shelved, saved by the server'))
    server.refuseWrites = [{ message: 'A gas alarm is not taken out of service', fix: 'Repair the detector' }]
    await terminal.press('x')
    await terminal.type('calibration')
    await terminal.press('Enter')
    await terminal.until('the refusal', (text) => text.includes('✕ A gas alarm is not taken out of service'))
    const written = server.requests.filter(({ method }) => method === 'POST').map(({ path }) => path)
    assert.includeMembers(written, ['/api/v1/alarms/a-co-hh/shelve', '/api/v1/conditions/GAS2.AT201.CO.HH/out-of-service'])
  }).timeout(60_000)

  test('L06 N06 what is shelved or out of service comes back from the bypasses, after a yes; another bypass does not', async ({ assert, cleanup }) => {
    const { server, terminal } = await consoleIn(cleanup, SIZES[0]!, '--lang zh --view bypasses', (_, board) => {
      const [, one] = board.bypasses.items
      board.bypasses.items.push(
        { ...one!, id: 'shelved:a-9', kind: 'alarm_shelved', code: 'BF8.PT801.P.H', name: '炉顶压力偏高' },
        { ...one!, id: 'out_of_service:o-1', kind: 'condition_out_of_service', code: 'GAS2.AT204.CO.H', name: '水封一氧化碳' }
      )
    })
    await terminal.until('the bypasses', (text) => text.includes('炉顶压力偏高'))
    await terminal.press('u')
    await terminal.until('the word', (text) => text.includes('请先选择被搁置的报警或停用的条件'))
    await terminal.press('j', 'j', 'u')
    await terminal.until('the question', (text) => text.includes('“炉顶压力偏高”结束搁置'))
    await terminal.press('Enter')
    await terminal.until('done', (text) => text.includes('已结束搁置，服务器已保存'))
    await terminal.press('j', 'u', 'y')
    await terminal.until('done', (text) => text.includes('已恢复报警，服务器已保存'))
    const written = server.requests.filter(({ method, path }) => method === 'POST' && path.startsWith('/api')).map(({ path }) => path)
    assert.deepEqual(written, ['/api/v1/alarms/a-9/unshelve', '/api/v1/conditions/GAS2.AT204.CO.H/in-service'])
  }).timeout(60_000)
})

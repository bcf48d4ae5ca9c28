import { test } from '@japa/runner'
import { consoleIn, detailOf, fits, goBack, SIZES, squeezed } from '#tests/support/console_in_tmux'

const WORDS = {
  zh: { live: '● 运行中', sentence: ['上报隐患', '级别 是 重大，且 区域 是其中之一 煤气区二', '7 天内超过 3 次，按区域分别计数', '提高风险等级：等级 橙'], refused: '→ 通知 · 被拒绝', help: '回测' },
  en: { live: '● Live', sentence: ['A hazard is reported', 'level is Major and area is one of Gas area 2', 'More than 3 within 7 days, counted apart by area', 'Raise the risk level: grade Orange'], refused: '→ Notify · refused', help: 'backtest' },
} as const

test.group('Rules in a real terminal', () => {
  for (const size of SIZES)
    for (const language of ['zh', 'en'] as const)
      test(`L13 N09 rules ${size.columns}×${size.rows} ${language}: mode, version, next run and last firing; opened, the sentence, the firings with facts and actions, the versions`, async ({ assert, cleanup }) => {
        const { terminal } = await consoleIn(cleanup, size, `--lang ${language} --view rules`)
        const words = WORDS[language]
        await terminal.until('the rules', (text) => text.includes(words.live) && text.includes('v2') && text.includes('11-25 05:05'))
        await terminal.press('Enter')
        const opened = await terminal.until('the sentence', (text) => detailOf(text).includes(squeezed(words.sentence[3])))
        for (const part of words.sentence) assert.include(detailOf(opened), squeezed(part))
        await fits(terminal, size, assert)
        await terminal.press('G')
        const end = await terminal.until('the end of the detail', (text) => text.includes('v1 · 11-21'))
        assert.include(detailOf(end), squeezed(words.refused))
        assert.include(end, 'HZ-2611-0020')
        await goBack(terminal)
        await terminal.press('/')
        await terminal.type(language === 'zh' ? '证件' : 'certif')
        await terminal.press('Enter')
        await terminal.until('the filtered rule', (text) => text.includes('1/1'))
        await fits(terminal, size, assert)
        await terminal.press('?')
        await terminal.until('the keys of the view', (text) => text.includes(words.help) && text.includes(':shadow [version]'))
        await fits(terminal, size, assert)
      }).timeout(60_000)

  test('L13 N01 a backtest is asked for, counts the firings and says what would have followed; nothing else is sent', async ({ assert, cleanup }) => {
    const { server, terminal } = await consoleIn(cleanup, SIZES[0]!, '--lang en --view rules')
    await terminal.until('the rules', (text) => text.includes('● Live'))
    await terminal.press('b')
    await terminal.until('the question', (text) => text.includes('Nothing is sent or switched'))
    assert.isEmpty(server.requests.filter(({ path }) => path.includes('backtest')))
    await terminal.press('Enter')
    await terminal.until('the outcome', (text) => text.includes('Would have fired 27 times. 3 permits suspended. 14 entries refused.'))
    await terminal.press('Enter')
    await terminal.until('the backtest in the detail', (text) => text.includes('Backtest 2026-10-25 to 2026-11-24'))
    const asked = server.requests.filter(({ method, path }) => method === 'POST' && path.includes('/rules/'))
    assert.deepEqual(asked.map(({ path }) => path), ['/api/v1/rules/HAZARD-CLUSTER/backtest'])
    const { from, to } = asked[0]!.body as { from: number; to: number }
    assert.equal(to - from, 30 * 86_400_000)
    await goBack(terminal)
    await terminal.type(':backtest 7')
    await terminal.press('Enter', 'Enter')
    await terminal.until('the shorter one', (text) => text.includes('Would have fired 27 times'))
    await terminal.press('Enter')
    await terminal.until('its days', (text) => text.includes('Backtest 2026-11-17 to 2026-11-24'))
  }).timeout(60_000)

  test('L13 a rule goes to the shadow, off and live after a yes; any other key is no; a version is named by command', async ({ assert, cleanup }) => {
    const { server, terminal } = await consoleIn(cleanup, SIZES[0]!, '--lang zh --view rules')
    const sent = () => server.requests.filter(({ method, path }) => method === 'POST' && path.includes('/rules/')).map(({ path, body }) => [path.replace('/api/v1/rules/', ''), body])
    await terminal.until('the rules', (text) => text.includes('● 运行中'))
    await terminal.press('d')
    await terminal.until('the question', (text) => text.includes('停用规则“同一区域一周内隐患多发”？'))
    await terminal.press('n')
    await terminal.until('the list', (text) => text.includes('? 帮助'))
    assert.isEmpty(sent())
    await terminal.press('d', 'Enter')
    await terminal.until('the word of the server', (text) => text.includes('规则已停用，服务器已保存') && /▸ ○ 停用/.test(text))
    await terminal.press('s', 'y')
    await terminal.until('the shadow', (text) => text.includes('规则已影子运行') && /▸ ◐ 影子运行/.test(text))
    await terminal.type(':enable 2')
    await terminal.press('Enter')
    await terminal.until('the version in the question', (text) => text.includes('第 2 版') && text.includes('动作真的执行'))
    await terminal.press('Enter')
    await terminal.until('live', (text) => /▸ ● 运行中/.test(text))
    assert.deepEqual(sent(), [['HAZARD-CLUSTER/disable', {}], ['HAZARD-CLUSTER/shadow', {}], ['HAZARD-CLUSTER/enable', { version: 2 }]])
  }).timeout(60_000)

  test('L13 a refusal is the server’s own sentence with its way out; rules that are not told are unknown, not none', async ({ assert, cleanup }) => {
    const { server, terminal } = await consoleIn(cleanup, SIZES[0]!, '--lang zh --view rules', (fake) => {
      fake.refuseWrites = [{ message: '发布前需要一次回测', fix: '运行回测，或填写不做回测的理由' }]
    })
    await terminal.until('the rules', (text) => text.includes('● 运行中'))
    await terminal.press('s', 'Enter')
    const text = await terminal.until('the refusal', (screen) => screen.includes('✕ 发布前需要一次回测：运行回测，或填写不做回测的理由'))
    assert.notInclude(text, '服务器已保存')
    server.broken = ['/api/v1/rules/HAZARD-CLUSTER']
    await terminal.until('the detail unknown', (screen) => screen.includes('▒ 引擎没有答复：稍后再试'))
    await terminal.type(':audit')
    await terminal.press('Enter')
    server.broken = ['/api/v1/rules']
    await terminal.stop()
    const { terminal: other } = await consoleIn(cleanup, SIZES[0]!, '--lang en --view rules', (fake) => {
      fake.broken = ['/api/v1/rules']
    })
    await other.until('unknown', (screen) => screen.includes('▒ unknown') && screen.includes('引擎没有答复'))
    const { terminal: empty } = await consoleIn(cleanup, SIZES[0]!, '--lang en --view rules', (fake) => {
      fake.rules = []
    })
    await empty.until('none', (screen) => screen.includes('No rules yet'))
  }).timeout(90_000)

  test('N09 two thousand rules scroll without lag', async ({ assert, cleanup }) => {
    const { terminal } = await consoleIn(cleanup, SIZES[1]!, '--lang en --view rules', (fake) => {
      const [first] = fake.rules
      fake.rules = Array.from({ length: 2_000 }, (_, index) => ({ ...first!, code: `RULE-${index}`, name_en: `Rule ${index}` }))
    })
    await terminal.until('the first rules', (text) => text.includes('1/2000'))
    const begun = performance.now()
    for (let page = 0; page < 10; page++) await terminal.press('NPage')
    await terminal.press('G')
    await terminal.until('the last rule', (text) => text.includes('2000/2000') && text.includes('Rule 1999'))
    assert.isBelow(performance.now() - begun, 5_000)
  }).timeout(60_000)
})

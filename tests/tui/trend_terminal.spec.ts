import { test } from '@japa/runner'
import { pointReply } from '#tests/support/terminal_replies'
import { consoleIn, fits, SIZES } from '#tests/support/console_in_tmux'
import { chartLines, type ChartFrame } from '#tui/lib/trend_chart'
import { timeTicks } from '#tui/lib/time_ticks'
import { lineWidth, plainText } from '#tui/lib/line'

const SHANGHAI = 'Asia/Shanghai'
const AT = Date.UTC(2026, 10, 24, 1, 5, 12)
const frame = (more: Partial<ChartFrame> = {}): ChartFrame => ({ from: AT - 600_000, to: AT, partMs: 10_000, gaps: [], limits: { ll: null, l: null, h: 24, hh: null }, zone: SHANGHAI, ...more })
const parts = (values: (number | null)[]) => values.map((value, index) => ({ ts: AT - 600_000 + index * 10_000, min: value, max: value, avg: value }))
const steady = Array.from({ length: 60 }, () => 20)

test.group('The chart of a trend', () => {
  test('F06 has exactly its size at any, with its limit, its plant time and its unknown ground', ({ assert }) => {
    for (const [width, height] of [[24, 4], [60, 8], [140, 40]] as const) {
      const lines = chartLines(parts(steady), frame({ gaps: [[AT - 300_000, AT - 240_000]] }), width, height)
      assert.lengthOf(lines, height)
      for (const line of lines) assert.equal(lineWidth(line), width, plainText(line))
      const text = lines.map(plainText).join('\n')
      assert.include(text, 'H 24')
      assert.include(text, '▒')
    }
    assert.match(chartLines(parts(steady), frame(), 60, 8).map(plainText).at(-1)!, /09:00/)
  })

  test('F06 where nothing was known no line is drawn', ({ assert }) => {
    const gap: [number, number] = [AT - 400_000, AT - 200_000]
    const values = steady.map((value, index) => (index >= 20 && index < 40 ? null : value))
    const row = chartLines(parts(values), frame({ gaps: [gap], limits: { ll: null, l: null, h: null, hh: null } }), 70, 6).map(plainText).find((line) => /[⠁-⣿]/.test(line))!
    assert.match(row, /[⠁-⣿]\s{12,}[⠁-⣿]/)
    assert.isEmpty(chartLines(parts(steady.map(() => null)), frame(), 70, 6))
  })

  test('F06 times are round ones of the plant’s clock, from seconds to months, across a change to summer time', ({ assert }) => {
    const texts = (span: number, zone = SHANGHAI, to = AT) => timeTicks(to - span, to, zone, 5).map(({ text }) => text)
    assert.deepEqual(texts(10_000), ['09:05:02', '09:05:04', '09:05:06', '09:05:08', '09:05:10', '09:05:12'])
    assert.deepEqual(texts(3_600_000), ['08:15', '08:30', '08:45', '09:00'])
    assert.deepEqual(texts(86_400_000), ['12:00', '18:00', '11-24', '06:00'])
    assert.isTrue(texts(366 * 86_400_000).every((text) => /^\d{4}-\d\d$/.test(text)))
    assert.isNotEmpty(texts(2 * 86_400_000, 'Europe/Berlin', Date.UTC(2026, 2, 30)))
  })
})

test.group('Trends in a real terminal', () => {
  for (const size of SIZES)
    for (const language of ['zh', 'en'] as const)
      test(`F06 N09 trend ${size.columns}×${size.rows} ${language}: from the points, from a year to seconds, earlier and back to now`, async ({ assert, cleanup }) => {
        const { server, terminal } = await consoleIn(cleanup, size, `--lang ${language} --view points`)
        const now = language === 'zh' ? '– 现在' : '– now'
        await terminal.until('the points', (text) => text.includes('186 ppm'))
        await terminal.press('/')
        await terminal.type('AT201')
        await terminal.press('Enter', 't')
        const open = await terminal.until('the trend with value, limits, gap and time', (text) => text.includes('HH 40') && text.includes('▒▒▒') && text.includes('└'))
        for (const part of ['GAS2.AT201.CO', '↑↑ 186 ppm', 'H 24', '08:15', '11-24 08:05:1', now]) assert.include(open, part)
        await fits(terminal, size, assert)
        for (let step = 0; step < 6; step++) await terminal.press('-')
        await terminal.until('a year', (text) => text.includes(language === 'zh' ? '366 天' : '366 d') && /└.*┬/.test(text) && text.includes('2026-'))
        await fits(terminal, size, assert)
        for (let step = 0; step < 9; step++) await terminal.press('+')
        await terminal.until('ten seconds', (text) => (language === 'zh' ? /10 秒 · /.test(text) : /10 s · /.test(text)) && /09:05:\d\d/.test(text.split('\n').slice(-5).join('\n')))
        await fits(terminal, size, assert)
        await terminal.press('-', '-', '-', 'Left')
        await terminal.until('the past', (text) => /08:\d\d:\d\d/.test(text) && !text.includes(now))
        const { path } = server.requests.filter((one) => one.path.includes('/trend')).at(-1)!
        const query = new URLSearchParams(path.split('?')[1])
        assert.equal(Number(query.get('to')) - Number(query.get('from')), 3_600_000)
        assert.closeTo(Number(query.get('to')), server.board.at - 900_000, 60_000)
        await terminal.press('n')
        await terminal.until('now again', (text) => text.includes(now))
        await terminal.press('Down')
        await terminal.until('the next point', (text) => !text.includes('GAS2.AT201.CO') && text.includes('└'))
        await terminal.press('Escape')
        await terminal.until('the list', (text) => text.includes('2/15'))
        await fits(terminal, size, assert)
      }).timeout(90_000)

  test('F06 :trend finds a point by a part of its code, also one that the board does not carry; an unknown one is said', async ({ cleanup }) => {
    const { terminal } = await consoleIn(cleanup, SIZES[0]!, '--lang en', (server, board) => {
      const [first] = board.points.items
      server.points = Array.from({ length: 2_100 }, (_, index) => ({ ...pointReply(first!), code: `LINE.P${String(index).padStart(4, '0')}`, name_en: `Point ${index}` }))
    })
    await terminal.until('the console', (text) => text.includes('● live'))
    await terminal.type(':trend p2077')
    await terminal.press('Enter')
    await terminal.until('the point', (text) => text.includes('LINE.P2077') && text.includes('└'))
    await terminal.type(':trend nowhere')
    await terminal.press('Enter')
    await terminal.until('that there is none', (text) => text.includes('Nothing matches “nowhere”'))
    await terminal.press('Escape')
    await terminal.until('all points again', (text) => text.includes('/2100') && !text.includes('nowhere'))
    await terminal.press('G')
    await terminal.until('the last of 2,100 points', (text) => text.includes('2100/2100'))
  }).timeout(60_000)

  test('N09 --of opens a point at once; one that is not there is said, and no other is shown in its place', async ({ assert, cleanup }) => {
    const { terminal } = await consoleIn(cleanup, SIZES[0]!, '--lang en --view trend --of GAS2.LT201.L')
    await terminal.until('its trend', (text) => text.includes('LDG holder level  GAS2.LT201.L') && text.includes('└'))
    await terminal.stop()
    const { terminal: other } = await consoleIn(cleanup, SIZES[0]!, '--lang en --view trend --of NOWHERE')
    const text = await other.until('that it is not there', (screen) => screen.includes('Nothing matches “NOWHERE”'))
    assert.notInclude(text, 'GAS2.')
  }).timeout(60_000)

  test('F06 the wheel over the chart comes nearer; a history that is not given is unknown', async ({ cleanup }) => {
    const { server, terminal } = await consoleIn(cleanup, SIZES[0]!, '--lang en --view trend')
    await terminal.until('the chart', (text) => text.includes('60 min ·') && text.includes('└'))
    await terminal.mouse('wheel_up', 40, 18)
    await terminal.until('ten minutes', (text) => text.includes('10 min ·'))
    server.broken = ['/api/v1/points/GAS2.AT201.CO/trend']
    await terminal.until('unknown', (text) => text.includes('▒ History not known'))
  }).timeout(60_000)
})

import { test } from '@japa/runner'
import { consoleIn, fits, goBack, SIZES } from '#tests/support/console_in_tmux'

const WORDS = {
  zh: { lost: '▲ 已中断', plausible: '✓ 合理', wrong: '✕ 几乎为零', range: '量程      0 – 500 ppm', none: '没有寄存器' },
  en: { lost: '▲ Lost', plausible: '✓ plausible', wrong: '✕ next to nothing', range: 'Range       0 – 500 ppm', none: 'No register' },
} as const

test.group('Commissioning in a real terminal', () => {
  for (const size of SIZES)
    for (const language of ['zh', 'en'] as const)
      test(`T05 A08 N09 sources ${size.columns}×${size.rows} ${language}: opened, its points with their raw registers in four word orders and whether that can be`, async ({ assert, cleanup }) => {
        const words = WORDS[language]
        const { server, terminal } = await consoleIn(cleanup, size, `--lang ${language} --view sources`)
        await terminal.until('the sources', (text) => text.includes('GAS-GW') && text.includes(words.lost) && text.includes('1/4'))
        await fits(terminal, size, assert)
        await terminal.press('o')
        await terminal.until('its points', (text) => text.includes('422A 0000') && text.includes('1:100'))
        await terminal.press('Enter')
        const open = await terminal.until('the orders', (text) => text.includes('DCBA') && text.includes(words.range))
        for (const part of ['▸ ABCD', '42.5 ppm', words.plausible, words.wrong, 'float32 ABCD']) assert.include(open, part)
        await fits(terminal, size, assert)
        await goBack(terminal)
        await terminal.press('j', 'j')
        await terminal.until('one register has one order', (text) => /1693\.8 ppm/.test(text))
        await terminal.press('j')
        await terminal.until('a point without', (text) => text.includes(words.none))
        await terminal.press('Escape')
        await terminal.until('the sources again', (text) => text.includes('HOLDER-MQTT'))
        const looks = server.requests.filter(({ body }) => (body as { look?: unknown } | null)?.look)
        assert.deepInclude((looks[0]!.body as { look: object }).look, { unit_id: 1, function: 3, address: 100, count: 2, type: 'float32' })
        assert.isEmpty(server.requests.filter(({ path }) => path.endsWith('/commission')))
      }).timeout(60_000)

  test('T05 another reading is tried on the screen only, and taken over after a yes; a value that can not be is refused in words', async ({ assert, cleanup }) => {
    const { server, terminal } = await consoleIn(cleanup, SIZES[0]!, '--lang en --view sources')
    const commissions = () => server.requests.filter(({ path }) => path.endsWith('/commission'))
    await terminal.until('the sources', (text) => text.includes('GAS-GW'))
    await terminal.press('o')
    await terminal.until('its points', (text) => text.includes('422A 0000'))
    await terminal.type(':try order=XYZ')
    await terminal.press('Enter')
    await terminal.until('that it is no command', (text) => text.includes('There is no command'))
    await terminal.type(':try order=CDAB scale=0.1 max=600')
    await terminal.press('Enter', 'Enter')
    await terminal.until('the trial', (text) => text.includes('▸ CDAB') && text.includes('× 0.1') && text.includes('as tried') && text.includes('0 – 600'))
    assert.isEmpty(commissions())
    server.refuseWrites = [{ message: '2.4e-42 is not plausible between 0 and 600 ppm', fix: null }]
    await terminal.type(':commission')
    await terminal.press('Enter')
    await terminal.until('the question', (text) => text.includes('as CDAB · float32 · scale 0.1') && text.includes('0 to 600?'))
    await terminal.press('Enter')
    await terminal.until('the refusal', (text) => text.includes('✕ 2.4e-42 is not plausible'))
    server.refuseWrites = null
    await terminal.type(':commission')
    await terminal.press('Enter', 'Enter')
    await terminal.until('done', (text) => text.includes('Taken over; the engine reads it so from now on'))
    assert.deepEqual(commissions()[0]!.body, { type: 'float32', word_order: 'CDAB', scale: 0.1, offset: 0, min: 0, max: 600 })
  }).timeout(60_000)

  test('T05 registers that can not be read are unknown and say why; the points stay', async ({ cleanup }) => {
    const { server, terminal } = await consoleIn(cleanup, SIZES[0]!, '--lang zh --view sources')
    await terminal.until('the sources', (text) => text.includes('GAS-GW'))
    server.broken = ['/api/v1/sources/GAS-GW/probe']
    await terminal.press('o')
    await terminal.until('unknown', (text) => text.includes('GAS2.AT201.CO') && text.includes('▒ 引擎没有答复：稍后再试'))
  }).timeout(40_000)
})

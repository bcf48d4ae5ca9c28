import { test } from '@japa/runner'
import type { Browser } from 'playwright'
import { badge, badgeUntil, LANDSCAPE, listening, openBrowser, openKiosk } from '#tests/support/kiosk_browser'
import { RunningPlant, until } from '#tests/support/running_plant'

const WORKER = '10001014'
const UNTRAINED = '10002001'
const OUT_OF_CONTRACT = '10002002'

test.group('Gate kiosk', (group) => {
  let plant: RunningPlant
  let browser: Browser
  group.setup(async () => {
    plant = await RunningPlant.prepare()
    await plant.startServer()
    // Nobody goes into gas while nobody knows the air.
    plant.startField()
    const token = await plant.signIn('10001011')
    const isGood = async () => (await plant.api('GET', '/api/v1/points?area=GAS2', { token })).body.data.every((point: any) => point.quality === 'good')
    await until('the detectors', isGood, 60_000)
    browser = await openBrowser()
    return async () => {
      await browser.close()
      await plant.stop()
    }
  })

  test('idle says where, in what state, how many are inside and what was last', async ({ assert }) => {
    const { page, faults, context } = await openKiosk(browser, plant, 'DEMO-GATE-GAS2')
    await page.getByRole('heading', { name: '煤气区二', exact: true }).waitFor()
    await page.getByRole('heading', { name: '正常' }).waitFor()
    assert.equal(await page.locator('.figure').innerText(), '0')
    await page.getByText('请刷卡').waitFor()
    for (const zone of await page.locator('.zones button').all()) assert.isAtLeast((await zone.boundingBox())!.height, 96)
    assert.deepEqual(faults, [])
    await context.close()
  })

  test('a badge fills the screen with the verdict; who goes in is counted', async ({ assert }) => {
    const { page, faults, context } = await openKiosk(browser, plant, 'DEMO-GATE-GAS2')
    await page.getByText('请刷卡').waitFor()
    await badgeUntil(page, WORKER, '许佳')
    await page.locator('.verdict').click()
    await until('one person inside', async () => (await page.locator('.figure').innerText()) === '1')

    await badgeUntil(page, UNTRAINED, '张伟')
    const text = await page.locator('.verdict.deny').innerText()
    assert.match(text, /“煤气安全”培训已过期 12 天/)
    assert.include(text, '培训中心 3 号教室')
    assert.deepEqual(faults, [])
    await context.close()
  })

  test('a refusal shows every reason, each with its way out, in the language of the screen', async ({ assert }) => {
    const { page, faults, context } = await openKiosk(browser, plant, 'DEMO-GATE-SUB110', { locale: 'en', viewport: LANDSCAPE })
    await page.getByText('Badge here').waitFor()
    await badgeUntil(page, OUT_OF_CONTRACT, 'Luo Ming')
    const rows = page.locator('.verdict.deny .reason')
    assert.equal(await rows.count(), 3)
    for (const fix of await rows.locator('.fix').allInnerTexts()) assert.isNotEmpty(fix.trim())
    assert.match(await rows.first().innerText(), /contract of Hengtong Construction ended/)
    assert.notMatch(await page.locator('.verdict').innerText(), /personnel\./)
    assert.deepEqual(faults, [])
    await context.close()
  })

  test('cut off from the server nobody goes in, everybody goes out, and it is told later', async ({ assert }) => {
    const { page, context } = await openKiosk(browser, plant, 'DEMO-GATE-SUB110')
    await page.getByText('请刷卡').waitFor()
    await context.setOffline(true)
    await page.getByRole('heading', { name: '连不上服务器' }).waitFor({ timeout: 15_000 })
    await badge(page, WORKER)
    await page.locator('.verdict.deny').waitFor()
    await page.locator('.verdict').click()
    await page.locator('.zones button', { hasText: '离开' }).click()
    await badge(page, WORKER)
    await page.locator('.verdict.grant').waitFor()
    await page.locator('.verdict').click()
    await context.setOffline(false)

    const token = await plant.signIn('10001011')
    const told = await until('the gate to tell', async () => {
      const { body } = await plant.api('GET', '/api/v1/access/decisions?gate=SUB110-MAIN&limit=50', { token })
      const own = body.data.filter((row: any) => row.source === 'gate')
      return own.length === 2 ? own : null
    })
    assert.sameMembers(told.map((row: any) => `${row.direction} ${row.decision}`), ['in deny', 'out grant'])
    await page.getByRole('heading', { name: '正常' }).waitFor()
    await context.close()
  })

  test('the guard sees who was refused and why, and the muster counts by badge', async ({ assert }) => {
    const { page, faults, context } = await openKiosk(browser, plant, 'DEMO-GATE-GAS2', { viewport: LANDSCAPE })
    await page.goto(`${plant.url}/gate/guard`)
    await page.locator('article', { hasText: '张伟' }).waitFor()
    await page.locator('.people li', { hasText: '许佳' }).waitFor()

    const token = await plant.signIn('10001011')
    const { body } = await plant.api('POST', '/api/v1/musters', { token, json: { area: 'GAS2' } })
    await page.goto(`${plant.url}/muster/${body.data.id}`)
    await listening(page)
    await page.locator('.count', { hasText: '未到' }).waitFor()
    await badge(page, WORKER)
    await page.locator('.count', { hasText: '全部到齐' }).waitFor()
    assert.deepEqual(faults, [])
    await context.close()
  })
})

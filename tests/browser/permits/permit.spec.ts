import { test } from '@japa/runner'
import type { Browser } from 'playwright'
import { badge, openBrowser } from '#tests/support/kiosk_browser'
import { KioskHands } from '#tests/support/kiosk_hands'
import { RunningPlant } from '#tests/support/running_plant'

const APPLICANT = '10001001'
const GUARDIAN = '10001002'
const TESTER = '10001004'
const APPROVERS = ['10001003', TESTER, '10001005']

test.group('Permit kiosk', (group) => {
  let plant: RunningPlant
  let browser: Browser
  let hands: KioskHands
  group.setup(async () => {
    plant = await RunningPlant.prepare()
    await plant.startServer()
    plant.startField()
    browser = await openBrowser()
    hands = new KioskHands(browser, plant)
    return async () => {
      await browser.close()
      await plant.stop()
    }
  })

  test('from the application to work under way and stopped work, with gloves on', async ({ assert }) => {
    const applying = await hands.at('DEMO-WORKSHOP', APPLICANT, '/permits/new')
    const { page } = applying
    const next = page.locator('footer button').last()
    await page.locator('[data-value="GAS2"]').click()
    await page.locator('[data-value="L1"][aria-checked="true"]').waitFor()
    assert.isTrue(await page.locator('[data-value="L3"]').isDisabled())
    assert.isTrue(await next.isDisabled())
    await page.locator('textarea').fill('2#转炉煤气柜进口管道')
    await next.click()
    await page.getByRole('button', { name: '6 小时', exact: true }).click()
    await next.click()
    await page.locator('[data-value="电焊"]').click()
    await page.locator('[data-value="更换法兰"]').click()
    await next.click()
    const untrained = page.locator('[data-value="C2001"]')
    await untrained.waitFor()
    assert.isTrue(await untrained.isDisabled())
    assert.include(await untrained.innerText(), '煤气安全')
    await badge(page, '10002003')
    await page.locator('li', { hasText: '唐亮' }).first().waitFor()
    await next.click()

    await hands.confirmMeasures(page, 10)
    await next.click()
    await page.getByText('待监护人接受').first().waitFor()
    const id = new URL(page.url()).pathname.split('/').at(-1)!
    await applying.context.close()

    await hands.acceptAsGuardian(id, GUARDIAN)
    await hands.approve(id, APPROVERS)
    await hands.testGas(id, TESTER)

    const guardToken = await plant.signIn(GUARDIAN)
    await plant.api('POST', '/api/v1/access/decisions', { token: await plant.signIn('10001011'), json: { gate: 'GAS2-MAIN', badge: GUARDIAN, direction: 'in' } })
    const { token } = (await plant.api('GET', `/api/v1/permits/${id}/qr?format=text`, { token: guardToken })).body.data
    const starting = await hands.at('DEMO-GATE-GAS2', GUARDIAN, `/permits/${id}`)
    await hands.scanAndSign(starting.page, '扫码开始作业', token)

    await plant.api('POST', `/api/v1/permits/${id}/suspend`, { token: guardToken, json: { comment: '闻到异味' } })
    await starting.page.getByRole('heading', { name: '停止作业' }).waitFor({ timeout: 6_000 })
    assert.include(await starting.page.locator('.stop').innerText(), '闻到异味')
    for (const button of await starting.page.locator('main button, main a').all()) {
      const box = await button.boundingBox()
      if (box) assert.isAtLeast(Math.round(box.height), 64, await button.innerText())
    }
    await starting.context.close()
    assert.deepEqual(hands.faults, [])
  }).timeout(180_000)
})

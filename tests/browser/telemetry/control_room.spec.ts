import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright'
import { badge, LANDSCAPE, listening, openBrowser, openKiosk } from '#tests/support/kiosk_browser'
import { RunningPlant } from '#tests/support/running_plant'

const OPERATOR = '10001007'
const PIN = '246810'

test.group('Control room', (group) => {
  let plant: RunningPlant
  let browser: Browser
  group.setup(async () => {
    plant = await RunningPlant.prepare()
    await plant.startServer()
    plant.startField()
    browser = await openBrowser()
    return async () => {
      await browser.close()
      await plant.stop()
    }
  })

  async function signIn(page: Page) {
    await page.goto(`${plant.url}/sign-in?next=/control`)
    await listening(page)
    await badge(page, OPERATOR)
    await page.locator('[data-key="1"]').waitFor()
    for (const digit of PIN) await page.locator(`[data-key="${digit}"]`).first().click()
    await page.locator('.room').waitFor()
  }

  test('a leak is seen, acknowledged, its siren silenced, and reset once it is over', async ({ assert }) => {
    const { page, context, faults } = await openKiosk(browser, plant, 'DEMO-CONTROL', { locale: 'en', viewport: LANDSCAPE })
    await page.locator('.room').waitFor()
    await signIn(page)
    const siren = page.locator('li', { hasText: 'Gas area 2 siren' })
    await siren.getByText('Read back off').waitFor()

    await plant.ace('field:scenario', 'gas_leak')
    const alarm = page.locator('li.alarm', { hasText: 'LDG holder 1 east CO high' })
    await alarm.waitFor({ timeout: 30_000 })
    await siren.getByText('Read back on').waitFor()
    assert.include(await alarm.innerText(), 'limit 24 ppm')
    await page.locator('.chart canvas').waitFor()

    await alarm.getByRole('button', { name: 'Acknowledge', exact: true }).click()
    await alarm.getByText('Active, acknowledged').waitFor()
    await plant.ace('field:scenario', 'recover')
    const gas = page.locator('li.alarm', { hasText: 'ppm' })
    for (const deadline = Date.now() + 90_000; Date.now() < deadline && (await gas.count()) > 0;) {
      await gas.getByRole('button', { name: /^(Acknowledge|Reset)$/ }).first().click({ timeout: 3_000 }).catch(() => undefined)
    }
    await siren.getByText('Read back off').waitFor({ timeout: 15_000 })
    assert.equal(await gas.count(), 0)
    assert.deepEqual(faults, [])
    await context.close()
  })

  test('an output is switched with a reason, and shows what the device itself says', async ({ assert }) => {
    const { page, context, faults } = await openKiosk(browser, plant, 'DEMO-CONTROL', { viewport: LANDSCAPE })
    await signIn(page)
    const fan = page.locator('li', { hasText: '煤气区二轴流风机' })
    await fan.getByRole('button', { name: '开启' }).click()
    const hold = page.locator('footer button').last()
    assert.isTrue(await hold.isDisabled())
    await page.locator('[data-value="test"]').or(page.getByText('功能测试')).first().click()
    await hold.hover()
    await page.mouse.down()
    await page.waitForTimeout(1_200)
    await page.mouse.up()
    await fan.locator('b', { hasText: /^回读 开$/ }).waitFor({ timeout: 15_000 })
    await fan.getByText('动作已确认').waitFor()
    assert.deepEqual(faults, [])
    await context.close()
  })
})

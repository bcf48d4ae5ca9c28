import { mkdirSync } from 'node:fs'
import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright'
import { badge, LANDSCAPE, listening, openBrowser, openKiosk, PORTRAIT } from '#tests/support/kiosk_browser'
import { RunningPlant } from '#tests/support/running_plant'

const ADMINISTRATOR = '10001012'
const PIN = '246810'
const PHONE = { width: 390, height: 844 }
const PICTURES = process.env.PICTURES_DIR

async function picture(page: Page, name: string): Promise<void> {
  if (!PICTURES) return
  mkdirSync(PICTURES, { recursive: true })
  await page.screenshot({ path: `${PICTURES}/${name}.png`, fullPage: true })
}

test.group('Sources', (group) => {
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

  async function signIn(page: Page, next: string) {
    await page.goto(`${plant.url}/sign-in?next=${next}`)
    await listening(page)
    await badge(page, ADMINISTRATOR)
    await page.locator('[data-key="1"]').waitFor()
    for (const digit of PIN) await page.locator(`[data-key="${digit}"]`).first().click()
  }

  test('T05 a float is seen in its four orders; a wrong one can\'t be taken over, a new range can', async ({ assert }) => {
    const { page, context, faults } = await openKiosk(browser, plant, 'DEMO-CONTROL', { locale: 'en', viewport: LANDSCAPE })
    await signIn(page, '/sources')
    await page.getByText('Furnace data gateway').waitFor()
    await page.locator('a', { hasText: 'Furnace data gateway' }).getByText('Connected').waitFor({ timeout: 20_000 })
    await picture(page, 'sources_list_en_landscape')
    await page.locator('a', { hasText: 'Furnace data gateway' }).click()
    await page.locator('li button', { hasText: 'BF7.TT701.T' }).click()
    const orders = page.locator('.orders button')
    await orders.nth(3).waitFor()
    const ABCD = orders.filter({ hasText: 'ABCD' })
    await ABCD.getByText('plausible').waitFor()
    const take = page.getByRole('button', { name: /Take over/ })
    assert.isTrue(await take.isDisabled(), 'nothing has changed yet')
    await picture(page, 'sources_show_en_landscape')

    const wrong = orders.filter({ hasText: 'DCBA' })
    await wrong.click()
    assert.isTrue(await take.isDisabled(), 'a wrong order is not taken over')
    await ABCD.click()
    const range = page.getByLabel(/Range to/)
    const former = Number(await range.inputValue())
    await range.fill(String(former + 10))
    await ABCD.getByText('plausible').waitFor()
    await take.hover()
    await page.mouse.down()
    await page.getByText('Taken over').waitFor({ timeout: 10_000 })
    await page.mouse.up()
    const token = await plant.signIn(ADMINISTRATOR)
    const { body } = await plant.api('GET', '/api/v1/sources/FURNACE-GW', { token })
    assert.equal(body.data.members.find((one: any) => one.code === 'BF7.TT701.T').max, former + 10)
    assert.deepEqual(faults, [])
    await context.close()
  })

  test('T02 a gateway that is gone is said to be lost, with the last good read', async ({ assert }) => {
    const { page, context, faults } = await openKiosk(browser, plant, 'DEMO-CONTROL', { viewport: PORTRAIT })
    await signIn(page, '/sources')
    await page.getByText('炉窑数据网关').waitFor()
    await picture(page, 'sources_list_zh_portrait')
    await page.locator('a', { hasText: '炉窑数据网关' }).click()
    await page.locator('li button', { hasText: 'BF7.TT701.T' }).click()
    await page.locator('.orders button').nth(3).waitFor()
    await picture(page, 'sources_show_zh_portrait')
    await page.setViewportSize(PHONE)
    await picture(page, 'sources_show_zh_phone')
    await plant.kill('field')
    await page.goto(`${plant.url}/sources`)
    const lost = page.locator('a.lost', { hasText: '炉窑数据网关' })
    await lost.waitFor({ timeout: 30_000 })
    assert.include(await lost.innerText(), '已中断')
    await picture(page, 'sources_list_zh_phone_lost')
    assert.deepEqual(faults, [])
    await context.close()
  })
})

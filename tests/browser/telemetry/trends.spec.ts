import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright'
import { badge, LANDSCAPE, listening, openBrowser, openKiosk } from '#tests/support/kiosk_browser'
import { RunningPlant } from '#tests/support/running_plant'

test.group('Trends on the kiosk', (group) => {
  group.each.timeout(120_000)
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
    await page.goto(`${plant.url}/sign-in?next=/trends`)
    await listening(page)
    await badge(page, '10001007')
    await page.locator('[data-key="1"]').waitFor()
    for (const digit of '246810') await page.locator(`[data-key="${digit}"]`).first().click()
    await page.locator('.spans').waitFor()
  }

  test('F06 a point is picked by its area, looked at from a year to seconds, by hand, key and finger', async ({ assert }) => {
    const { page, context, faults } = await openKiosk(browser, plant, 'DEMO-CONTROL', { locale: 'en', viewport: LANDSCAPE })
    await signIn(page)
    await page.getByText('Choose a point').first().waitFor()
    await page.getByRole('button', { name: 'Choose a point' }).click()
    await page.locator('.sheet').getByText('Gas area 2', { exact: false }).first().click()
    await page.locator('.sheet [role=checkbox]').first().click()
    await page.getByRole('button', { name: 'Show (1)' }).click()
    await page.locator('.chart canvas').waitFor()

    const asked: URL[] = []
    page.on('request', (request) => request.url().includes('/trend?') && asked.push(new URL(request.url())))
    const span = () => {
      const query = asked.at(-1)!.searchParams
      return Number(query.get('to')) - Number(query.get('from'))
    }
    const pressed = async (act: () => Promise<unknown>, expected: number) => {
      const before = asked.length
      await act()
      for (const deadline = Date.now() + 10_000; Date.now() < deadline && (asked.length === before || span() !== expected);) await page.waitForTimeout(50)
      assert.equal(span(), expected)
    }
    const YEAR = 366 * 86_400_000
    await pressed(() => page.getByRole('button', { name: '1 y', exact: true }).click(), YEAR)
    await pressed(() => page.getByRole('button', { name: 'Nearer' }).click(), YEAR / 2)
    await pressed(() => page.keyboard.press('-'), YEAR)
    await pressed(() => page.getByRole('button', { name: '1 min', exact: true }).click(), 60_000)
    await pressed(() => page.keyboard.press('+'), 30_000)
    for (let step = 0; step < 8; step++) await page.keyboard.press('+')
    await pressed(() => page.keyboard.press('+'), 1_000)

    await page.getByRole('button', { name: '10 min', exact: true }).click()
    const place = (await page.locator('.chart').boundingBox())!
    await page.mouse.move(place.x + 300, place.y + 150)
    await page.mouse.down()
    await page.mouse.move(place.x + 900, place.y + 150, { steps: 6 })
    await page.mouse.up()
    assert.isTrue(await page.getByRole('button', { name: 'Now', exact: true }).isEnabled())
    await page.keyboard.press('End')
    assert.isFalse(await page.getByRole('button', { name: 'Now', exact: true }).isEnabled())

    const small = await page.evaluate(() =>
      [...document.querySelectorAll('main button')].filter((one) => one.getBoundingClientRect().height < 63.5 || one.getBoundingClientRect().width < 63.5).length
    )
    assert.equal(small, 0)
    assert.deepEqual(faults, [])
    await context.close()
  })
})

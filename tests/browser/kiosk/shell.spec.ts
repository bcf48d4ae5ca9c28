import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright'
import { badge, LANDSCAPE, openBrowser, openKiosk, PORTRAIT } from '#tests/support/kiosk_browser'
import { RunningPlant } from '#tests/support/running_plant'

const WELDER = '10001001'
const ADMINISTRATOR = '10001012'
const PIN = '246810'
const PHONE = { width: 390, height: 844 }
const FIRST_PAGE_BYTES = 100_000

/** As fingers do: slower than any reader. */
const byHand = (page: Page, digits: string) => page.keyboard.type(digits, { delay: 120 })

/** As a reader does even while this machine is busy: all keys are on their way before the first is answered. */
const atOnce = (page: Page, code: string) => Promise.all([...code, 'Enter'].map((key) => page.keyboard.press(key)))

async function signIn(page: Page, code: string): Promise<void> {
  await page.locator('.sign-in').waitFor()
  await badge(page, code)
  await page.locator('[data-step=pin]').waitFor()
  await byHand(page, PIN)
  await page.locator('.sign-in').waitFor({ state: 'detached' })
}

/** What can be touched but is smaller than a glove, and what sticks out at the side. */
const misfits = (page: Page) =>
  page.evaluate(() => {
    const small = [...document.querySelectorAll('button, a[href], textarea, input:not(.off-screen)')]
      .map((element) => ({ words: element.textContent!.trim().slice(0, 30), box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.width < 63.5 || box.height < 63.5))
      .map(({ words, box }) => `${words} ${Math.round(box.width)}x${Math.round(box.height)}`)
    const over = document.documentElement.scrollWidth - window.innerWidth
    return over > 0 ? [...small, `${over} px too wide`] : small
  })

test.group('Screens', (group) => {
  let plant: RunningPlant
  let browser: Browser
  group.setup(async () => {
    plant = await RunningPlant.prepare()
    await plant.startServer()
    browser = await openBrowser()
    return async () => {
      await browser.close()
      await plant.stop()
    }
  })

  test('badge and PIN sign in; leaving forgets the person', async ({ assert }) => {
    const { page, faults, context } = await openKiosk(browser, plant, 'DEMO-WORKSHOP')
    await signIn(page, WELDER)
    await page.getByRole('heading', { name: '王建国，等您处理' }).waitFor()
    await page.getByRole('button', { name: '王建国 · 退出' }).click()
    await page.getByText('请刷卡').waitFor()
    assert.deepEqual(faults, [])
    await context.close()
  })

  test('a wrong PIN is said with the way out, and nobody is signed in', async ({ assert }) => {
    const { page, context } = await openKiosk(browser, plant, 'DEMO-WORKSHOP', { locale: 'en' })
    await page.locator('.sign-in').waitFor()
    await badge(page, '10001014')
    await byHand(page, '000000')
    const note = page.getByRole('alert').filter({ hasText: 'Badge or PIN is not right' })
    await note.waitFor()
    assert.include(await note.innerText(), 'enter the six digits again')
    assert.isTrue(await page.locator('.sign-in').isVisible())
    await context.close()
  })

  test('a badge that is read while the PIN is asked changes the person instead of spoiling the PIN', async ({ assert }) => {
    const { page, context } = await openKiosk(browser, plant, 'DEMO-WORKSHOP')
    await page.locator('.sign-in').waitFor()
    await badge(page, WELDER)
    await page.getByText(`工牌 ${WELDER}`).waitFor()
    await byHand(page, '24')
    await atOnce(page, ADMINISTRATOR)
    await page.getByText(`工牌 ${ADMINISTRATOR}`).waitFor()
    assert.equal(await page.locator('.filled').count(), 0)
    await context.close()
  })

  test('a kiosk left alone warns, then goes home and forgets', async ({ assert }) => {
    const { page, context } = await openKiosk(browser, plant, 'DEMO-WORKSHOP')
    await page.clock.install()
    await page.goto(`${plant.url}/`)
    await page.locator('.sign-in').waitFor()
    await badge(page, WELDER)
    for (const digit of PIN) await page.locator(`[data-key="${digit}"]`).click()
    await page.getByRole('heading', { name: '王建国，等您处理' }).waitFor()
    await page.clock.runFor(46_000)
    await page.getByText('还在吗？').waitFor()
    await page.clock.runFor(16_000)
    await page.getByText('请刷卡').waitFor()
    await page.goto(`${plant.url}/inbox`)
    assert.isNull(JSON.parse((await page.locator('script[data-page]').textContent())!).props.person)
    await context.close()
  })

  test('who is not signed in is asked first and then comes to the page', async ({ assert }) => {
    const { page, context } = await openKiosk(browser, plant, 'none')
    await page.goto(`${plant.url}/gallery`)
    await signIn(page, ADMINISTRATOR)
    await page.getByRole('heading', { name: '部件展示' }).waitFor()
    assert.equal(new URL(page.url()).pathname, '/gallery')
    await context.close()
  })

  test('a pairing code that nobody gave out pairs nothing', async ({ assert }) => {
    const { page, context } = await openKiosk(browser, plant, 'GUESSED-CODE')
    await page.getByRole('heading', { name: '此设备尚未配对' }).waitFor()
    assert.isUndefined((await context.cookies()).find((cookie) => cookie.name === 'redline_device'))
    await context.close()
  })

  test('what a reader writes into a field is taken out again, what fingers write stays', async ({ assert }) => {
    const { page, context } = await openKiosk(browser, plant, 'DEMO-WORKSHOP')
    await signIn(page, ADMINISTRATOR)
    await page.goto(`${plant.url}/gallery`)
    const prose = page.getByLabel('说明')
    await prose.click()
    await byHand(page, '12345')
    await page.keyboard.press('Enter')
    await byHand(page, '67')
    assert.equal(await prose.inputValue(), '12345\n67')
    await atOnce(page, WELDER)
    await page.locator(`[data-code="${WELDER}"]`).waitFor()
    assert.equal(await prose.inputValue(), '12345\n67')
    await context.close()
  })

  test('what can not be undone is held for a second', async ({ assert }) => {
    const { page, context } = await openKiosk(browser, plant, 'DEMO-WORKSHOP')
    await signIn(page, ADMINISTRATOR)
    await page.goto(`${plant.url}/gallery`)
    const button = page.locator('button.hold').first()
    await button.click()
    await page.waitForTimeout(1_200)
    assert.equal(await page.locator('[data-held]').getAttribute('data-held'), '0')
    await button.click({ delay: 1_200 })
    await page.locator('[data-held="1"]').waitFor()
    await context.close()
  })

  test('nothing covers the alarm banner, and the banner covers nothing', async ({ assert }) => {
    const { page, context } = await openKiosk(browser, plant, 'DEMO-WORKSHOP', { locale: 'en' })
    await signIn(page, ADMINISTRATOR)
    await page.goto(`${plant.url}/gallery`)
    await page.getByRole('button', { name: 'Show the alarm banner' }).click()
    const banner = page.locator('.banner').last()
    await banner.waitFor()
    for (const overlay of ['No entry', 'Enter', 'Confirm', 'Sign']) {
      await page.locator('section').last().getByRole('button', { name: overlay, exact: true }).click()
      const seen = await banner.evaluate((element) => {
        const box = element.getBoundingClientRect()
        return [0.1, 0.5, 0.9].every((part) => element.contains(document.elementFromPoint(box.width * part, box.height / 2)))
      })
      assert.isTrue(seen, overlay)
      await page.reload()
      await page.getByRole('button', { name: 'Show the alarm banner' }).click()
      await banner.waitFor()
    }
    const top = await page.locator('.bar').evaluate((bar) => bar.getBoundingClientRect().top + window.scrollY)
    // The plant's own banner stands as well here, and either may have spoken last.
    const heights = await page.locator('.banner').evaluateAll((banners) => banners.map((one) => one.getBoundingClientRect().height))
    assert.isAtLeast(top, Math.min(...heights) - 1)
    await context.close()
  })

  for (const viewport of [PORTRAIT, LANDSCAPE, PHONE])
    for (const locale of ['zh-CN', 'en'] as const)
      test(`everything fits a glove and the screen: ${viewport.width} x ${viewport.height}, ${locale}`, async ({ assert }) => {
        const { page, faults, context } = await openKiosk(browser, plant, viewport === PHONE ? 'none' : 'DEMO-WORKSHOP', { locale, viewport })
        await page.goto(`${plant.url}/sign-in`)
        assert.deepEqual(await misfits(page), [])
        await signIn(page, ADMINISTRATOR)
        for (const path of ['/', '/inbox', '/scan', '/area', '/area/GAS2', '/gallery']) {
          await page.goto(`${plant.url}${path}`)
          await page.locator('main > *').first().waitFor()
          assert.deepEqual(await misfits(page), [], path)
        }
        assert.deepEqual(faults, [])
        await context.close()
      })

  test('the first page is small', async ({ assert }) => {
    const { page, context } = await openKiosk(browser, plant, 'DEMO-WORKSHOP')
    await page.locator('.sign-in').waitFor()
    // The rooms' words, fonts by the characters that are shown, and live data follow when the page stands.
    const bytes = await page.evaluate(() => {
      const stands = performance.getEntriesByName('page-stands')[0]!.startTime
      const loads = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
      const document = performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming
      return loads.filter((load) => load.startTime < stands && !/\/api\/|__transmit/.test(load.name)).reduce((sum, load) => sum + load.transferSize, document.transferSize)
    })
    assert.isAbove(bytes, 20_000)
    assert.isAtMost(bytes, FIRST_PAGE_BYTES)
    await context.close()
  })

  test('the board shows everything at once, and says so when it no longer knows', async ({ assert }) => {
    const { page, faults, context } = await openKiosk(browser, plant, 'DEMO-BOARD', { viewport: LANDSCAPE, locale: 'en' })
    await page.locator('[data-area=GAS2]').waitFor()
    const { height, width } = await page.evaluate(() => ({ height: document.documentElement.scrollHeight, width: document.documentElement.scrollWidth }))
    assert.deepEqual({ height, width }, LANDSCAPE)
    await plant.kill('server')
    await page.locator('.headline').getByText(/Data is \d+ s old/).waitFor({ timeout: 20_000 })
    assert.deepEqual(faults, [])
    await plant.startServer()
    await page.locator('.headline').getByText(/Data is/).waitFor({ state: 'detached', timeout: 30_000 })
    await context.close()
  })
})

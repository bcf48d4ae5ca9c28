import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright'
import { BADGE, DemoStory } from '#tests/support/demo_story'
import { LANDSCAPE, openBrowser, openKiosk, PORTRAIT } from '#tests/support/kiosk_browser'
import { RunningPlant } from '#tests/support/running_plant'

/** What of a figure's words lies outside of its tile, and what of the board outside of the screen or over its neighbour. */
const cutOff = (page: Page) =>
  page.evaluate(() => {
    const found: string[] = []
    const outside = (inner: DOMRect, outer: DOMRect) => inner.top < outer.top - 1 || inner.bottom > outer.bottom + 1 || inner.left < outer.left - 1 || inner.right > outer.right + 1
    for (const tile of document.querySelectorAll('.kpis article'))
      for (const part of tile.children) if (part.scrollHeight > part.clientHeight + 2 || outside(part.getBoundingClientRect(), tile.getBoundingClientRect())) found.push(`${tile.querySelector('h2')!.textContent}: ${part.className || part.tagName}`)
    const screen = new DOMRect(0, 0, window.innerWidth, window.innerHeight)
    for (const part of document.querySelectorAll('.board > *, .board .facts > *, .drill > *')) if (outside(part.getBoundingClientRect(), screen)) found.push(`outside: ${part.textContent!.trim().slice(0, 40)}`)
    const [facts, kpis] = [document.querySelector('.facts > :last-child')!, document.querySelector('.kpis')!].map((part) => part.getBoundingClientRect())
    if (facts!.right > kpis!.left && facts!.bottom > kpis!.top) found.push('the facts reach into the figures')
    const line = document.querySelector('.headline strong')!
    if (line.scrollWidth > line.clientWidth + 1 && getComputedStyle(line).display !== 'inline') found.push('the headline is cut')
    return found
  })

test.group('The board', (group) => {
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

  test('N10 while a drill runs the wall says so and nothing on it is cut off, lying or upright, in both languages', async ({ assert }) => {
    const story = new DemoStory(plant)
    const scenario = { name: '2#柜煤气泄漏演练', area: 'GAS2', minutes: 60, excursions: [{ point: 'GAS2.AT203.CO', value: 190 }] }
    await story.as(BADGE.safetyDirector, 'POST', '/api/v1/drills', scenario)
    for (const viewport of [LANDSCAPE, PORTRAIT])
      for (const locale of ['zh-CN', 'en'] as const) {
        const { page, context, faults } = await openKiosk(browser, plant, 'DEMO-BOARD', { locale, viewport })
        await page.goto(`${plant.url}/board`)
        await page.locator('.drill').waitFor()
        await page.locator('.kpis article').nth(5).waitFor()
        await page.waitForTimeout(500)
        assert.deepEqual(await cutOff(page), [], `${viewport.width} ${locale}`)
        assert.deepEqual(faults, [])
        await context.close()
      }
  }).timeout(120_000)
})

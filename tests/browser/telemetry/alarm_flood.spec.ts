import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright'
import { FloodField, floodFolder, floodPoint } from '#tests/support/flood_plant'
import { badge, LANDSCAPE, listening, openBrowser, openKiosk, PORTRAIT } from '#tests/support/kiosk_browser'
import { RunningPlant, until } from '#tests/support/running_plant'

const OPERATOR = '10001007'
const PIN = '246810'
const AREAS = 20
const ALARMS = 2_000
/** Where pictures are kept that somebody wants to look at. */
const PHOTOS = process.env.PHOTOS

test.group('Control room in a flood (L06)', (group) => {
  let plant: RunningPlant
  let browser: Browser
  group.setup(async () => {
    plant = await RunningPlant.prepare()
    await plant.ace('plant:apply', await floodFolder({ areas: AREAS, points: ALARMS, probes: 1 }))
    await plant.startServer()
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

  const keep = async (page: Page, name: string) => {
    if (PHOTOS) await page.screenshot({ path: `${PHOTOS}/${name}.png`, fullPage: false })
  }

  test('A12 of 2,000 points the overview carries those that matter, and any other is a few taps away with its value of now', async ({ assert }) => {
    const { page, context, faults } = await openKiosk(browser, plant, 'DEMO-CONTROL', { locale: 'en', viewport: LANDSCAPE })
    await signIn(page)
    const token = await plant.signIn(OPERATOR)
    const board = async () => (await plant.api('GET', '/api/v1/board', { token })).body.data.points
    assert.equal((await board()).items.length, 400)
    assert.isAbove((await board()).total, ALARMS)
    const field = await until('the broker', () => FloodField.connect(Number(plant.env.MQTT_PORT)).catch(() => null), 30_000)
    for (let index = 0; index < 600; index++) void field.send(floodPoint(index, AREAS), index === 7 ? 21.5 : 60)
    await until('a point that matters less than 400 others', async () => !(await board()).items.some(({ code }: { code: string }) => code === floodPoint(7, AREAS)) || null)
    await page.getByRole('button', { name: 'Choose a point' }).click()
    await page.locator('[data-value="FLOOD7"]').click()
    await page.locator(`[data-value="${floodPoint(7, AREAS)}"]`).click()
    await page.locator('.head .value strong', { hasText: '21.5' }).waitFor({ timeout: 10_000 })
    void field.send(floodPoint(7, AREAS), 22.5)
    await page.locator('.head .value strong', { hasText: '22.5' }).waitFor({ timeout: 10_000 })
    await keep(page, 'point-en')
    assert.deepEqual(faults, [])
    await field.close()
    await context.close()
  }).timeout(90_000)

  test('L06 2,000 alarms at once: ten lines at most, a group opens, what is shown is acknowledged, one is shelved with a reason', async ({ assert }) => {
    const { page, context, faults } = await openKiosk(browser, plant, 'DEMO-CONTROL', { locale: 'en', viewport: LANDSCAPE })
    await signIn(page)
    await keep(page, 'usual-en')
    const field = await until('the broker', () => FloodField.connect(Number(plant.env.MQTT_PORT)).catch(() => null), 30_000)
    for (let index = 0; index < ALARMS; index++) {
      if (index % 100 === 99) await field.send(floodPoint(index, AREAS), 150)
      else void field.send(floodPoint(index, AREAS), 150)
    }
    await page.locator('.flood').waitFor({ timeout: 30_000 })
    const groups = page.locator('li.group')
    await until('the groups', async () => (await groups.count()) >= 10, 30_000)
    await until('all of them', async () => Number(/[\d,]+/.exec(await page.locator('.flood').innerText())![0].replaceAll(',', '')) >= ALARMS, 60_000)
    assert.isAtMost(await groups.count(), 10)
    await keep(page, 'flood-en')

    // The page still answers at once.
    const began = Date.now()
    const [title] = (await groups.filter({ hasText: 'Flood area' }).first().locator('strong').innerText()).split(':')
    const first = groups.filter({ hasText: `${title}:` })
    await first.locator('.head').click()
    await first.locator('li.alarm').first().waitFor()
    assert.isBelow(Date.now() - began, 3_000)
    await keep(page, 'group-en')
    const shown = await first.locator('li.alarm').count()
    await first.getByRole('button', { name: `Acknowledge the ${shown} shown` }).click()
    await page.getByText(`${shown} alarms are acknowledged`).waitFor({ timeout: 15_000 })
    await until('fewer that nobody has seen', async () => (await first.locator('.head').innerText()).includes(`${shown * 5 - shown} not acknowledged`) || !(await first.locator('.head').innerText()).includes(`${shown * 5} not acknowledged`), 15_000)

    await first.locator('li.alarm').first().getByRole('button', { name: 'More actions' }).click()
    await page.locator('[data-value="shelve"]').click()
    await page.locator('[data-value="maintenance"]').click()
    await page.locator('[data-value="60"]').click()
    // Meanwhile its group is read anew and its line may move or go: the sheet stays under the hands.
    await page.waitForTimeout(4_000)
    await keep(page, 'sheet-en')
    await page.locator('footer button').last().click()
    await page.locator('.sheet').waitFor({ state: 'detached', timeout: 15_000 })
    const { body } = await plant.api('GET', '/api/v1/alarms?state=shelved', { token: await plant.signIn(OPERATOR) })
    assert.lengthOf(body.data, 1)
    assert.include(body.data[0].shelve_reason, 'Maintenance')
    assert.deepEqual(faults, [])
    await context.close()

    if (PHOTOS)
      for (const [shape, viewport] of [['portrait', PORTRAIT], ['phone', { width: 390, height: 844 }]] as const) {
        const small = await openKiosk(browser, plant, 'DEMO-CONTROL', { locale: 'zh-CN', viewport })
        await signIn(small.page)
        await small.page.locator('li.group').first().waitFor()
        await keep(small.page, `flood-zh-${shape}`)
        await small.page.locator('li.group .head').first().click()
        await small.page.locator('li.group li.alarm').first().waitFor()
        await keep(small.page, `group-zh-${shape}`)
        await small.page.locator('.load').scrollIntoViewIfNeeded()
        await keep(small.page, `load-zh-${shape}`)
        await small.context.close()
      }
    await field.close()
  }).timeout(240_000)
})

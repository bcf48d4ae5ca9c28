import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright'
import { badge, openBrowser, openKiosk } from '#tests/support/kiosk_browser'
import { photo } from '#tests/support/photo'
import { RunningPlant } from '#tests/support/running_plant'

const WORKER = '10001014'
const RESPONSIBLE = '10001008'
const OFFICER = '10001004'
const PIN = '246810'

test.group('Hazard screens', (group) => {
  let plant: RunningPlant
  let browser: Browser
  const faults: string[] = []
  group.setup(async () => {
    plant = await RunningPlant.prepare()
    await plant.startServer()
    browser = await openBrowser()
    return async () => {
      await browser.close()
      await plant.stop()
    }
  })

  /** A kiosk at which this person has just signed in, on a page. */
  async function at(code: string, path: string): Promise<Page> {
    const { page } = await openKiosk(browser, plant, 'DEMO-WORKSHOP')
    page.on('pageerror', (error) => faults.push(error.message))
    await page.goto(`${plant.url}/sign-in?next=${encodeURIComponent(path)}`)
    await page.locator('.shell').waitFor()
    await badge(page, code)
    await page.locator('[data-key="1"]').waitFor()
    for (const digit of PIN) await page.locator(`[data-key="${digit}"]`).first().click()
    await page.waitForURL((url) => url.pathname === path)
    return page
  }
  const picture = async () => ({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: await photo() })

  test('a badge, a kind, a photo, sent: at most six touches (B02), then the whole loop (B05-B09)', async ({ assert }) => {
    const { page } = await openKiosk(browser, plant, 'DEMO-WORKSHOP')
    page.on('pageerror', (error) => faults.push(error.message))
    await page.goto(`${plant.url}/hazards/new`)
    await page.getByRole('radio', { name: '煤气泄漏' }).waitFor()
    let touches = 0
    const touch = (act: Promise<unknown>) => ((touches += 1), act)
    await touch(badge(page, WORKER))
    await touch(page.getByRole('radio', { name: '煤气泄漏' }).click())
    await touch(page.locator('input[type=file]').setInputFiles(await picture()))
    await touch(page.getByRole('button', { name: '上报', exact: true }).click())
    await page.locator('.thanks').waitFor()
    assert.isAtMost(touches, 6)

    const token = await plant.signIn(OFFICER)
    const [reported] = (await plant.api('GET', '/api/v1/hazards', { token })).body.data
    const { assignee } = (await plant.api('GET', `/api/v1/hazards/${reported.id}`, { token })).body.data
    assert.isString(assignee)
    const path = `/hazards/${reported.id}`
    await plant.api('POST', `/api/v1${path}/dispatch`, { token, json: { assignee: 'E1008' } })

    const rectifying = await at(RESPONSIBLE, path)
    await rectifying.locator('textarea').fill('等备件')
    await rectifying.getByRole('button', { name: /申请延期/ }).click()
    await rectifying.getByText(/申请延期至/).waitFor()
    assert.equal(await rectifying.getByRole('button', { name: '批准延期' }).count(), 0, 'not by the one who asked')

    const checking = await at(OFFICER, path)
    await checking.getByRole('button', { name: '批准延期' }).click()
    await checking.getByText('批准延期').first().waitFor()
    const moved = (await plant.api('GET', `/api/v1${path}`, { token })).body.data
    assert.equal(moved.original_due_at, reported.due_at)

    await rectifying.reload()
    await rectifying.locator('input[type=file]').setInputFiles(await picture())
    await rectifying.getByRole('button', { name: '整改完成' }).click()
    await rectifying.getByText('待复查').first().waitFor()
    await checking.reload()
    await checking.getByRole('button', { name: '复查通过' }).click()
    await checking.getByRole('button', { name: '销号' }).click()
    await checking.getByText('已销号').first().waitFor()
    assert.deepEqual(faults, [])
  })
})

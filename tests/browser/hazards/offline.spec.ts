import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright'
import { badge, openBrowser, openKiosk } from '#tests/support/kiosk_browser'
import { photo } from '#tests/support/photo'
import { RunningPlant, until } from '#tests/support/running_plant'

const WORKER = '10001014'
const OTHER = '10001008'
const OFFICER = '10001004'
const NOBODY = '99999999'
const PIN = '246810'

/** What a screen must not say of a report that the server has not confirmed. */
const CLAIMS = /已保存|已上报|服务器已收到|谢谢/

test.group('Hazard reports without a network', (group) => {
  let plant: RunningPlant
  let browser: Browser
  let officer: string
  group.setup(async () => {
    plant = await RunningPlant.prepare()
    await plant.startServer()
    browser = await openBrowser()
    officer = await plant.signIn(OFFICER)
    return async () => {
      await browser.close()
      await plant.stop()
    }
  })

  const reportsOf = async (words: string): Promise<any[]> => {
    const { body } = await plant.api('GET', '/api/v1/hazards?state=all&limit=200', { token: officer })
    return body.data.filter((one: any) => one.words === words)
  }
  const photosOf = async (id: string) => (await plant.api('GET', `/api/v1/hazards/${id}`, { token: officer })).body.data.photos
  const kept = (page: Page, stands: string) => page.locator(`[data-kept=${stands}]`)

  async function openForm(page: Page): Promise<void> {
    await page.goto(`${plant.url}/hazards/new`)
    await page.getByRole('radio', { name: '煤气泄漏' }).waitFor()
    await page.locator('.place', { hasText: /更改/ }).waitFor()
  }
  async function fill(page: Page, words: string): Promise<void> {
    await page.getByRole('radio', { name: '煤气泄漏' }).click()
    await page.locator('input[type=file]').setInputFiles({ name: 'photo.jpg', mimeType: 'image/jpeg', buffer: await photo() })
    await page.locator('textarea').fill(words)
  }
  const send = (page: Page) => page.getByRole('button', { name: '上报', exact: true }).click()
  async function signIn(page: Page, code: string, path: string): Promise<void> {
    await page.goto(`${plant.url}/sign-in?next=${encodeURIComponent(path)}`)
    await page.locator('.shell').waitFor()
    await badge(page, code)
    await page.locator('[data-key="1"]').waitFor()
    for (const digit of PIN) await page.locator(`[data-key="${digit}"]`).first().click()
    await page.waitForURL((url) => url.pathname === path)
  }
  async function leave(page: Page): Promise<void> {
    await page.getByRole('button', { name: /· 退出/ }).click()
    await page.locator('.sign-in').waitFor()
  }
  async function hold(page: Page, name: RegExp): Promise<void> {
    const box = (await page.getByRole('button', { name }).first().boundingBox())!
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.down()
    await page.waitForTimeout(1_300)
    await page.mouse.up()
  }

  test('T06 a report with its photo waits on the device, is never called saved, and is there once when the network is back', async ({ assert }) => {
    const { page, faults, context } = await openKiosk(browser, plant, 'DEMO-WORKSHOP')
    await openForm(page)
    await context.setOffline(true)
    await badge(page, WORKER)
    await fill(page, 'offline once')
    await send(page)
    await page.getByRole('heading', { name: '留在本设备，尚未上报' }).waitFor()
    await kept(page, 'ready').getByText('1 张照片').waitFor()
    assert.notMatch(await page.locator('body').innerText(), CLAIMS)
    assert.lengthOf(await reportsOf('offline once'), 0)

    await context.setOffline(false)
    await page.getByRole('heading', { name: /谢谢！编号 H-/ }).waitFor()
    assert.equal(await page.locator('[data-kept]').count(), 0)
    const [one, ...more] = await reportsOf('offline once')
    assert.deepEqual(more, [])
    assert.lengthOf(await photosOf(one.id), 1)
    assert.deepEqual(faults, [])
    await context.close()
  })

  test('T06 the server did it but its answer got lost: asked again after a restart of the page, it is still done once', async ({ assert }) => {
    const { page, faults, context } = await openKiosk(browser, plant, 'DEMO-WORKSHOP')
    await openForm(page)
    await page.route('**/api/v1/hazards', async (route) => {
      if (route.request().method() === 'POST') await route.fetch()
      await route.abort()
    })
    await badge(page, WORKER)
    await fill(page, 'answer lost')
    await send(page)
    await page.getByRole('heading', { name: '留在本设备，尚未上报' }).waitFor()
    assert.notMatch(await page.locator('body').innerText(), CLAIMS)
    assert.lengthOf(await reportsOf('answer lost'), 1)

    await page.unroute('**/api/v1/hazards')
    await page.goto(plant.url)
    await page.getByText(/服务器已收到：煤气泄漏 H-/).waitFor()
    const [one, ...more] = await reportsOf('answer lost')
    assert.deepEqual(more, [])
    assert.lengthOf(await photosOf(one.id), 1)
    assert.deepEqual(faults, [])
    await context.close()
  })

  test('T06 what the server refuses stays with its reasons, over a restart, until somebody changes or discards it', async ({ assert }) => {
    const { page, faults, context } = await openKiosk(browser, plant, 'DEMO-WORKSHOP')
    const makeRefused = async (words: string) => {
      await openForm(page)
      await context.setOffline(true)
      await badge(page, NOBODY)
      await fill(page, words)
      await send(page)
      await kept(page, 'ready').waitFor()
      await context.setOffline(false)
      await kept(page, 'refused').waitFor()
    }
    await makeRefused('to be discarded')
    assert.isAbove(await kept(page, 'refused').locator('.reason').count(), 0)
    await page.goto(`${plant.url}/hazards`)
    await kept(page, 'refused').locator('.reason').first().waitFor()
    await page.getByRole('button', { name: '丢弃' }).click()
    assert.equal(await kept(page, 'refused').count(), 1, 'a touch is not enough')
    await hold(page, /丢弃/)
    await kept(page, 'refused').waitFor({ state: 'detached' })
    await page.reload()
    await page.getByRole('tab').first().waitFor()
    await page.waitForTimeout(2_500)
    assert.equal(await page.locator('[data-kept]').count(), 0)

    await makeRefused('to be changed')
    await page.getByRole('link', { name: '修改' }).click()
    await page.waitForURL(/kept=/)
    await page.locator('.capture img').waitFor()
    assert.equal(await page.locator('textarea').inputValue(), 'to be changed')
    await badge(page, WORKER)
    await send(page)
    await page.locator('.thanks', { hasText: '谢谢' }).waitFor()
    const [one, ...more] = await reportsOf('to be changed')
    assert.deepEqual(more, [])
    assert.lengthOf(await photosOf(one.id), 1)
    assert.lengthOf(await reportsOf('to be discarded'), 0)
    await page.goto(plant.url)
    await page.waitForTimeout(2_500)
    assert.equal(await page.locator('[data-kept]').count(), 0)
    assert.deepEqual(faults, [])
    await context.close()
  })

  test('T06 it goes out in nobody else’s name: it waits until who made it is signed in again', async ({ assert }) => {
    const { page, faults, context } = await openKiosk(browser, plant, 'DEMO-WORKSHOP')
    await signIn(page, WORKER, '/hazards/new')
    await page.getByRole('radio', { name: '煤气泄漏' }).waitFor()
    const nowhere = (url: URL) => url.pathname === '/api/v1/hazards' || url.pathname === '/api/v1/attachments'
    await page.route(nowhere, (route) => route.abort())
    await fill(page, 'made by one')
    await send(page)
    await kept(page, 'ready').waitFor()

    await leave(page)
    await signIn(page, OTHER, '/hazards')
    await page.unroute(nowhere)
    await kept(page, 'sender_away').waitFor()
    assert.lengthOf(await reportsOf('made by one'), 0)
    assert.equal(await kept(page, 'sender_away').getByRole('button', { name: '立即发送' }).count(), 0)

    await leave(page)
    await signIn(page, WORKER, '/hazards')
    await until('the report', async () => (await reportsOf('made by one')).length === 1)
    await page.getByText(/服务器已收到：煤气泄漏 H-/).waitFor()
    assert.deepEqual(faults, [])
    await context.close()
  })
})

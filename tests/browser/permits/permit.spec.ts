import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright'
import { badge, openBrowser, openKiosk } from '#tests/support/kiosk_browser'
import { photo } from '#tests/support/photo'
import { RunningPlant } from '#tests/support/running_plant'

const APPLICANT = '10001001'
const GUARDIAN = '10001002'
const TESTER = '10001004'
const APPROVERS = ['10001003', TESTER, '10001005']
const PIN = '246810'

test.group('Permit kiosk', (group) => {
  let plant: RunningPlant
  let browser: Browser
  const faults: string[] = []
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

  const enterPin = async (page: Page) => {
    for (const digit of PIN) await page.locator(`[data-key="${digit}"]`).first().click()
  }
  /** A kiosk at which this person has just signed in, on a page. */
  async function at(pairing: string, code: string, path: string, locale: 'zh-CN' | 'en' = 'zh-CN') {
    const kiosk = await openKiosk(browser, plant, pairing, { locale })
    kiosk.page.on('pageerror', (error) => faults.push(error.message))
    await kiosk.page.goto(`${plant.url}/sign-in?next=${encodeURIComponent(path)}`)
    await kiosk.page.locator('.shell').waitFor()
    await badge(kiosk.page, code)
    await kiosk.page.locator('[data-key="1"]').waitFor()
    await enterPin(kiosk.page)
    await kiosk.page.waitForURL((url) => url.pathname === path)
    return kiosk
  }

  test('from the application to work under way and stopped work, with gloves on', async ({ assert }) => {
    const applying = await at('DEMO-WORKSHOP', APPLICANT, '/permits/new')
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

    for (let left = 10; left > 0; left--) {
      await page.getByText(`安全措施 ${10 - left} / 10`).waitFor()
      const confirm = page.getByRole('button', { name: '已落实，确认' })
      if (await confirm.isDisabled()) {
        const picture = { name: 'site.jpg', mimeType: 'image/jpeg', buffer: await photo() }
        await page.locator('input[type=file]').setInputFiles(picture)
      }
      await confirm.click()
    }
    await page.getByText('全部措施已确认').waitFor()
    await next.click()
    await page.getByText('待监护人接受').first().waitFor()
    const id = new URL(page.url()).pathname.split('/').at(-1)!
    await applying.context.close()

    const guarding = await at('DEMO-WORKSHOP', GUARDIAN, `/permits/${id}`)
    await guarding.page.getByRole('button', { name: '接受监护' }).click()
    const sign = guarding.page.getByRole('button', { name: '签名' })
    assert.isTrue(await sign.isDisabled())
    for (const duty of await guarding.page.locator('[data-check]').all()) await duty.click()
    await sign.click()
    await enterPin(guarding.page)
    await guarding.page.getByText('审批 0 / 3').waitFor()
    await guarding.context.close()

    for (const code of APPROVERS) {
      const approving = await at('DEMO-WORKSHOP', code, `/permits/${id}`)
      await approving.page.getByRole('button', { name: '同意并签名' }).click()
      await enterPin(approving.page)
      await approving.page.getByText(`审批 ${APPROVERS.indexOf(code) + 1} / 3`).waitFor()
      await approving.context.close()
    }

    const testing = await at('DEMO-WORKSHOP', TESTER, `/permits/${id}`)
    await testing.page.getByRole('button', { name: '检测气体' }).click()
    for (const [gas, value] of [['CO', '3'], ['LEL', '0'], ['O2', '20.8']] as const) {
      await testing.page.locator(`[data-gas="${gas}"]`).click()
      for (const key of value) await testing.page.locator(`[data-key="${key}"]`).click()
    }
    await testing.page.getByLabel('仪器编号').fill('BW-07')
    await testing.page.getByLabel('检定日期').fill(new Date(Date.now() - 30 * 86_400_000).toISOString().slice(0, 10))
    await testing.page.getByRole('button', { name: '保存检测' }).click()
    await testing.page.getByText('检测有效').waitFor()
    await testing.context.close()

    const guardToken = await plant.signIn(GUARDIAN)
    await plant.api('POST', '/api/v1/access/decisions', { token: await plant.signIn('10001011'), json: { gate: 'GAS2-MAIN', badge: GUARDIAN, direction: 'in' } })
    const { token } = (await plant.api('GET', `/api/v1/permits/${id}/qr?format=text`, { token: guardToken })).body.data
    const starting = await at('DEMO-GATE-GAS2', GUARDIAN, `/permits/${id}`)
    await starting.page.getByRole('button', { name: '扫码开始作业' }).click()
    await starting.page.getByText('本设备就在煤气区二').waitFor()
    await badge(starting.page, token)
    await starting.page.getByText('许可证已扫描').waitFor()
    for (const check of await starting.page.locator('[data-check]').all()) await check.click()
    await starting.page.getByRole('button', { name: '签名' }).click()
    await enterPin(starting.page)
    await starting.page.getByText('作业中').first().waitFor()

    await plant.api('POST', `/api/v1/permits/${id}/suspend`, { token: guardToken, json: { comment: '闻到异味' } })
    await starting.page.getByRole('heading', { name: '停止作业' }).waitFor({ timeout: 6_000 })
    assert.include(await starting.page.locator('.stop').innerText(), '闻到异味')
    for (const button of await starting.page.locator('main button, main a').all()) {
      const box = await button.boundingBox()
      if (box) assert.isAtLeast(Math.round(box.height), 64, await button.innerText())
    }
    await starting.context.close()
    assert.deepEqual(faults, [])
  }).timeout(180_000)
})

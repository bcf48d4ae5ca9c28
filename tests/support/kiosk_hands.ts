import type { Browser, Page } from 'playwright'
import { badge, openKiosk, type Kiosk } from '#tests/support/kiosk_browser'
import { photo } from '#tests/support/photo'
import type { RunningPlant } from '#tests/support/running_plant'

const PIN = '246810'
const DAY = 86_400_000
const CLEAN_AIR = [
  ['CO', '3'],
  ['LEL', '0'],
  ['O2', '20.8'],
] as const

/** What people do at kiosks with their hands: badge, PIN, buttons, photos. Each comes, does one thing, and leaves. */
export class KioskHands {
  /** Errors of the pages' own scripts: a test ends with none. */
  readonly faults: string[] = []

  constructor(
    private browser: Browser,
    private plant: RunningPlant
  ) {}

  async enterPin(page: Page): Promise<void> {
    for (const digit of PIN) await page.locator(`[data-key="${digit}"]`).first().click()
  }

  /** A kiosk at which this person has just signed in, on a page. */
  async at(pairing: string, code: string, path: string, options: Parameters<typeof openKiosk>[3] = {}): Promise<Kiosk> {
    const kiosk = await openKiosk(this.browser, this.plant, pairing, options)
    kiosk.page.on('pageerror', (error) => this.faults.push(error.message))
    await kiosk.page.goto(`${this.plant.url}/sign-in?next=${encodeURIComponent(path)}`)
    await kiosk.page.locator('.shell').waitFor()
    await badge(kiosk.page, code)
    await kiosk.page.locator('[data-key="1"]').waitFor()
    await this.enterPin(kiosk.page)
    await kiosk.page.waitForURL((url) => url.pathname === path)
    return kiosk
  }

  /** As `at`, and away again when the work is done. */
  async visit(pairing: string, code: string, path: string, work: (page: Page) => Promise<void>): Promise<void> {
    const { page, context } = await this.at(pairing, code, path)
    try {
      await work(page)
    } finally {
      await context.close()
    }
  }

  /** Confirms each measure of the list that is open, with a photo where one is asked for. */
  async confirmMeasures(page: Page, count: number): Promise<void> {
    for (let done = 0; done < count; done++) {
      await page.getByText(`安全措施 ${done} / ${count}`).waitFor()
      const confirm = page.getByRole('button', { name: '已落实，确认' })
      if (await confirm.isDisabled()) {
        const picture = { name: 'site.jpg', mimeType: 'image/jpeg', buffer: await photo() }
        await page.locator('input[type=file]').setInputFiles(picture)
      }
      await confirm.click()
    }
    await page.getByText('全部措施已确认').waitFor()
  }

  /** Applies for hot work of level 1 in gas area 2 for six hours, with one contractor; handed in when this ends. Gives the permit's id. */
  async apply(page: Page, worker: { badge: string; name: string }): Promise<string> {
    const next = page.locator('footer button').last()
    await page.locator('[data-value="GAS2"]').click()
    await page.locator('[data-value="L1"][aria-checked="true"]').waitFor()
    await page.locator('textarea').fill('2#转炉煤气柜进口管道')
    await next.click()
    await page.getByRole('button', { name: '6 小时', exact: true }).click()
    await next.click()
    await page.locator('[data-value="电焊"]').click()
    await page.locator('[data-value="更换法兰"]').click()
    await next.click()
    await page.locator('[data-value="C2001"]').waitFor()
    await badge(page, worker.badge)
    await page.locator('li', { hasText: worker.name }).first().waitFor()
    await next.click()
    await this.confirmMeasures(page, 10)
    await next.click()
    await page.getByText('待监护人接受').first().waitFor()
    return new URL(page.url()).pathname.split('/').at(-1)!
  }

  acceptAsGuardian(permitId: string, code: string): Promise<void> {
    return this.visit('DEMO-WORKSHOP', code, `/permits/${permitId}`, async (page) => {
      await page.getByRole('button', { name: '接受监护' }).click()
      for (const duty of await page.locator('[data-check]').all()) await duty.click()
      await page.getByRole('button', { name: '签名' }).click()
      await this.enterPin(page)
      await page.getByText(/审批 0 \/ \d/).waitFor()
    })
  }

  async approve(permitId: string, codes: readonly string[]): Promise<void> {
    for (const [index, code] of codes.entries())
      await this.visit('DEMO-WORKSHOP', code, `/permits/${permitId}`, async (page) => {
        await page.getByRole('button', { name: '同意并签名' }).click()
        await this.enterPin(page)
        await page.getByText(`审批 ${index + 1} / ${codes.length}`).waitFor()
      })
  }

  testGas(permitId: string, code: string): Promise<void> {
    return this.visit('DEMO-WORKSHOP', code, `/permits/${permitId}`, async (page) => {
      await page.getByRole('button', { name: '检测气体' }).click()
      for (const [gas, value] of CLEAN_AIR) {
        await page.locator(`[data-gas="${gas}"]`).click()
        for (const key of value) await page.locator(`[data-key="${key}"]`).click()
      }
      await page.getByLabel('仪器编号').fill('BW-07')
      await page.getByLabel('检定日期').fill(new Date(Date.now() - 30 * DAY).toISOString().slice(0, 10))
      await page.getByRole('button', { name: '保存检测' }).click()
      await page.getByText('检测有效').waitFor()
    })
  }

  /** At the gate's own kiosk, which stands in the area: the permit's code by the reader, the last checks, the signature. */
  async scanAndSign(page: Page, button: string, token: string): Promise<void> {
    await page.getByRole('button', { name: button }).click()
    await page.getByText('本设备就在煤气区二').waitFor()
    await badge(page, token)
    await page.getByText('许可证已扫描').waitFor()
    for (const check of await page.locator('[data-check]').all()) await check.click()
    await page.getByRole('button', { name: '签名' }).click()
    await this.enterPin(page)
    await page.getByText('作业中').first().waitFor()
  }
}

import { existsSync } from 'node:fs'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright'
import type { RunningPlant } from '#tests/support/running_plant'

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
const ARGS = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-sync']

export const PORTRAIT = { width: 1080, height: 1920 }
export const LANDSCAPE = { width: 1920, height: 1080 }

export interface Kiosk {
  context: BrowserContext
  page: Page
  /** Errors of the page's own scripts: a test ends with none. */
  faults: string[]
}

export function openBrowser(): Promise<Browser> {
  const own = CHROMIUM.find((path) => existsSync(path))
  return chromium.launch({ ...(own ? { executablePath: own } : {}), args: ARGS })
}

/** A paired kiosk's browser, in a language that was chosen at it. */
export async function openKiosk(browser: Browser, plant: RunningPlant, pairingCode: string, options: { locale?: 'zh-CN' | 'en'; viewport?: typeof PORTRAIT } = {}): Promise<Kiosk> {
  const { locale = 'zh-CN', viewport = PORTRAIT } = options
  const context = await browser.newContext({ viewport, locale })
  await context.addCookies([{ name: 'redline_lang', value: locale, url: plant.url }])
  const page = await context.newPage()
  const faults: string[] = []
  page.on('pageerror', (error) => faults.push(error.message))
  await page.goto(`${plant.url}/pair/${pairingCode}`)
  await listening(page)
  return { context, page, faults }
}

/** The shell stands and hears its reader: what is typed before is lost, as at a real kiosk that is still starting. */
export async function listening(page: Page): Promise<void> {
  await page.locator('main').waitFor()
}

/** As a reader does that acts as a keyboard: digits at machine speed, then Enter. */
export async function badge(page: Page, code: string): Promise<void> {
  await page.keyboard.type(code)
  await page.keyboard.press('Enter')
}

/** Badges until the screen shows what is looked for: on a machine that is busy with other tests the first answer may come too late. */
export async function badgeUntil(page: Page, code: string, text: string | RegExp): Promise<void> {
  for (let attempt = 0; attempt < 3; attempt += 1) {
    await badge(page, code)
    await page.locator('.verdict').waitFor()
    if (await page.locator('.verdict', { hasText: text }).isVisible()) return
    await page.locator('.verdict').click()
  }
  throw new Error(`the verdict never said ${text}`)
}

import { mkdirSync } from 'node:fs'
import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright'
import { LANDSCAPE, openBrowser, PORTRAIT } from '#tests/support/kiosk_browser'
import { KioskHands } from '#tests/support/kiosk_hands'
import { RunningPlant } from '#tests/support/running_plant'

const OPERATOR = '10001007'
const DAY = 24 * 3_600_000
const PHONE = { width: 390, height: 844 }
const OVERDUE = 'GAS2.AT201.CO'
const PICTURES = process.env.PICTURES_DIR

test.group('Checks of detectors', (group) => {
  let plant: RunningPlant
  let browser: Browser
  let hands: KioskHands
  group.setup(async () => {
    plant = await RunningPlant.prepare()
    await plant.startServer()
    browser = await openBrowser()
    hands = new KioskHands(browser, plant)
    const token = await plant.signIn(OPERATOR)
    const record = (point: string, kind: string, passed: boolean, daysAgo: number) =>
      plant.api('POST', `/api/v1/points/${point}/checks`, { token, json: { kind, passed, at: Date.now() - daysAgo * DAY } })
    await record(OVERDUE, 'calibration', true, 100)
    await record(OVERDUE, 'bump_test', true, 40)
    return async () => {
      await browser.close()
      await plant.stop()
    }
  })

  async function picture(page: Page, name: string): Promise<void> {
    if (!PICTURES) return
    mkdirSync(PICTURES, { recursive: true })
    await page.waitForTimeout(600)
    await page.screenshot({ path: `${PICTURES}/${name}.png` })
  }
  const type = async (page: Page, field: string, value: string) => {
    await page.locator(`[data-field="${field}"]`).click()
    for (const key of value) await page.locator(`[data-key="${key}"]`).first().click()
  }

  test('L07 an overdue bump test is listed as not to be trusted; it is recorded with its gas, fails, passes, and the list is empty', async ({ assert }) => {
    const { page, context } = await hands.at('DEMO-CONTROL', OPERATOR, '/checks', { locale: 'en', viewport: LANDSCAPE })
    const row = page.locator('main li', { hasText: OVERDUE })
    await row.locator('[data-state="overdue"]').getByText('Overdue').waitFor()
    await row.getByText('Not to be trusted').waitFor()
    assert.equal(await page.locator('main li').count(), 1)
    await picture(page, 'checks_en_landscape')
    await row.locator('a').click()
    const bump = page.locator('section[data-kind="bump_test"]')
    await bump.locator('[data-state="overdue"]').waitFor()
    await picture(page, 'check_en_landscape')

    await bump.getByRole('button', { name: 'Record a bump test' }).click()
    const save = page.getByRole('button', { name: 'Save the record' })
    assert.isTrue(await save.isDisabled(), 'nothing is filled in yet')
    assert.equal(await page.locator('[data-gas="co"]').getAttribute('aria-checked'), 'true')
    await type(page, 'concentration', '50')
    await type(page, 'before', '0')
    await type(page, 'after', '4')
    assert.isTrue(await save.isDisabled(), 'nobody has said whether it passed')
    await page.locator('.sheet [data-passed="false"]').click()
    await picture(page, 'check_sheet_en_landscape')
    await save.click()
    await bump.locator('[data-state="failed"]').waitFor()
    await page.locator('li[data-passed="false"]').getByText('CO 50 ppm').waitFor()
    await picture(page, 'check_failed_en_landscape')

    await bump.getByRole('button', { name: 'Record a bump test' }).click()
    await type(page, 'concentration', '50')
    await type(page, 'after', '49')
    await page.locator('.sheet [data-passed="true"]').click()
    await save.click()
    await bump.locator('[data-state="good"]').waitFor()
    assert.equal(await page.getByText('Not to be trusted').count(), 0)
    await page.getByRole('link', { name: 'All detectors' }).click()
    await page.getByText('No check is due').waitFor()
    await context.close()
    assert.deepEqual(hands.faults, [])
  }).timeout(90_000)

  test('L07 a calibration that is off its gas is refused with the reason and the way out', async ({ assert }) => {
    for (const [name, viewport] of [['portrait', PORTRAIT], ['phone', PHONE]] as const) {
      const { page, context } = await hands.at('DEMO-CONTROL', OPERATOR, `/checks/${OVERDUE}`, { viewport })
      await picture(page, `check_zh_${name}`)
      await page.getByRole('button', { name: '登记标定' }).click()
      await type(page, 'concentration', '50')
      await type(page, 'before', '38')
      await type(page, 'after', '58')
      await page.locator('.sheet [data-passed="true"]').click()
      await picture(page, `check_sheet_zh_${name}`)
      await page.getByRole('button', { name: '保存记录' }).click()
      await page.locator('.sheet .failure').getByText('偏差超过').waitFor()
      assert.equal(await page.locator('.sheet').count(), 1)
      await picture(page, `check_refused_zh_${name}`)
      await page.getByRole('button', { name: '关闭' }).first().click()
      await page.getByRole('link', { name: '全部探测器' }).click()
      await page.getByRole('tab', { name: /^全部/ }).click()
      await page.locator('main li').nth(3).waitFor()
      await picture(page, `checks_zh_${name}`)
      await context.close()
    }
    assert.deepEqual(hands.faults, [])
  }).timeout(90_000)
})

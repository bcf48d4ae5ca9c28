import { test } from '@japa/runner'
import type { Browser } from 'playwright'
import { BADGE, DemoStory } from '#tests/support/demo_story'
import { LANDSCAPE, openBrowser } from '#tests/support/kiosk_browser'
import { KioskHands } from '#tests/support/kiosk_hands'
import { RunningPlant, until } from '#tests/support/running_plant'

test.group('Rule editor', (group) => {
  let plant: RunningPlant
  let story: DemoStory
  let browser: Browser
  let hands: KioskHands
  group.setup(async () => {
    plant = await RunningPlant.prepare()
    await plant.startServer()
    story = new DemoStory(plant)
    browser = await openBrowser()
    hands = new KioskHands(browser, plant)
    return async () => {
      await browser.close()
      await plant.stop()
    }
  })

  const report = async (level: 'general' | 'major', area: string) =>
    story.as(BADGE.welder, 'POST', '/api/v1/hazards', { type: 'GAS', area, level, words: '法兰处有煤气味', photos: [await story.photo(BADGE.welder)] })

  test('F01 F13 N01 a safety officer makes a rule without typing code, tries it on the past, publishes it, and it fires', async ({ assert }) => {
    await report('general', 'GAS2')
    await report('major', 'GAS2')
    const { page, context } = await hands.at('DEMO-WORKSHOP', BADGE.safetyDirector, '/rules/new', { viewport: LANDSCAPE })
    const part = (name: string) => page.locator(`[data-part="${name}"]`)
    const sheet = page.getByRole('dialog')
    const done = () => sheet.getByRole('button', { name: '完成' }).click()
    const publish = page.locator('footer').getByRole('button', { name: '发布' })

    await part('name').click()
    await sheet.getByLabel('名称（中文）').fill('煤气区重大隐患立即上报')
    await done()
    await part('trigger').click()
    await sheet.locator('[data-value="event:hazards.hazard_reported"]').click()
    await done()
    assert.isTrue(await publish.isDisabled(), 'a rule that does nothing is not published')

    await part('when').click()
    await sheet.getByRole('button', { name: '添加条件' }).click()
    await sheet.locator('[data-row="0"] [data-value="level"]').click()
    await sheet.locator('[data-row="0"] [data-value="major"]').click()
    await sheet.getByRole('button', { name: '添加条件' }).click()
    await sheet.locator('[data-row="1"] [data-value="areaCode"]').click()
    await sheet.locator('[data-row="1"] [data-op="in"]').click()
    const chosen = sheet.locator('[data-row="1"] [aria-checked="true"][role="checkbox"]')
    for (const one of await chosen.all()) await one.click()
    await sheet.locator('[data-row="1"] [data-value="GAS1"]').click()
    await sheet.locator('[data-row="1"] [data-value="GAS2"]').click()
    await done()
    assert.match(await part('when').innerText(), /级别 是 重大.*区域 是其中之一.*煤气区一、煤气区二/s)

    await page.getByRole('button', { name: '添加动作' }).click()
    await sheet.locator('[data-value="notify"]').click()
    await sheet.locator('[data-value="safety_director"]').click()
    await done()
    await part('action-0').getByText('通知').waitFor()

    await page.getByRole('button', { name: '回测' }).click()
    await page.getByText('会触发 1 次').waitFor()
    await publish.click()
    await sheet.locator('[data-value="live"]').click()
    await sheet.getByText('已回测：触发 1 次').waitFor()
    await sheet.getByRole('button', { name: '发布' }).click()
    await page.waitForURL(/\/rules\/RULE-1$/)
    await page.getByText('第 1 版').first().waitFor()
    await page.getByText('还没有触发过').waitFor()

    await report('general', 'GAS2')
    await report('major', 'CASTER')
    await report('major', 'GAS1')
    const firings = async () => (await story.as(BADGE.safetyDirector, 'GET', '/api/v1/rules/firings?rule=RULE-1')).body.data
    await until('the firing', async () => (await firings()).length > 0)
    await new Promise((resolve) => setTimeout(resolve, 2_000))
    const fired = await firings()
    assert.lengthOf(fired, 1, 'once, for the one that meets every condition')
    assert.equal(fired[0].area, 'GAS1')
    assert.deepEqual(fired[0].actions.map((action: any) => action.status), ['done'])
    await page.locator('a[href^="/hazards/"]').first().waitFor({ timeout: 15_000 })

    await page.getByRole('button', { name: '停用' }).click()
    await page.getByText('停用').first().waitFor()
    await until('the rule to be off', async () => (await story.as(BADGE.safetyDirector, 'GET', '/api/v1/rules/RULE-1')).body.data.mode === 'off')
    await report('major', 'GAS1')
    await new Promise((resolve) => setTimeout(resolve, 2_000))
    assert.lengthOf(await firings(), 1, 'a rule that is off does not fire')
    assert.deepEqual(hands.faults, [])
    await context.close()
  }).timeout(180_000)

  test('F13 what is wrong with a rule is said where it is wrong, in the language of the screen', async ({ assert }) => {
    const { page, context } = await hands.at('DEMO-WORKSHOP', BADGE.safetyDirector, '/rules/HAZARD-CLUSTER', { viewport: LANDSCAPE, locale: 'en' })
    const window = page.locator('[data-part="window"]')
    await window.getByText('More than 5 within 7 days').waitFor()
    await window.click()
    const sheet = page.getByRole('dialog')
    await sheet.getByLabel('More than').fill('900')
    await sheet.getByRole('button', { name: 'Done' }).click()
    await window.locator('small').waitFor()
    assert.isTrue(await page.locator('footer').getByRole('button', { name: 'Publish' }).isDisabled())
    assert.deepEqual(hands.faults, [])
    await context.close()
  }).timeout(60_000)
})

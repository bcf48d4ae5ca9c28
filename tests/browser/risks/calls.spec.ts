import { test } from '@japa/runner'
import type { Browser, BrowserContext, Page } from 'playwright'
import { BADGE, DemoStory } from '#tests/support/demo_story'
import { httpPeer, type HttpPeer } from '#tests/support/http_peer'
import { openBrowser } from '#tests/support/kiosk_browser'
import { KioskHands } from '#tests/support/kiosk_hands'
import { RunningPlant, until } from '#tests/support/running_plant'

const RESCUER = '10001009'
const PHONE = { width: 390, height: 844 }

/** A gas leak calls the emergency team: messages over real HTTP, answers by link and by hand, cards without a network. */
test.group('The call of an incident', (group) => {
  let plant: RunningPlant
  let story: DemoStory
  let browser: Browser
  let hands: KioskHands
  let gateway: HttpPeer
  let incident: { id: string }

  group.setup(async () => {
    gateway = await httpPeer({ code: 0, message_id: 'm-1' })
    plant = await RunningPlant.prepare({ SMS_URL: gateway.url, SMS_SECRET: 's3cret' })
    plant.startField()
    await plant.startServer()
    story = new DemoStory(plant)
    browser = await openBrowser()
    hands = new KioskHands(browser, plant)
    const seen = async () => (await story.board()).points.items.filter((point: any) => point.areaCode === 'GAS2' && point.quality === 'good').length
    await until('good values of gas area 2', async () => (await seen()) >= 9, 30_000)
    await plant.ace('field:scenario', 'gas_leak')
    const running = async () => (await story.as(BADGE.controlRoom, 'GET', '/api/v1/incidents?state=active')).body.data
    await until('the incident', async () => (await running()).length > 0, 60_000)
    incident = (await running())[0]
  })
  group.teardown(async () => {
    await browser?.close()
    await plant?.stop()
    await gateway?.close()
  })
  group.each.timeout(120_000)

  const texts = () => gateway.requests.map(({ body }) => JSON.parse(body) as { phone: string; text: string })
  const phone = async (): Promise<{ context: BrowserContext; page: Page }> => {
    const context = await browser.newContext({ viewport: PHONE, locale: 'zh-CN' })
    return { context, page: await context.newPage() }
  }

  test('F09 the link in the short message asks for no badge: two buttons, and the answer is on the incident’s board', async ({ assert }) => {
    await until('the short message', async () => texts().some(({ phone: to, text }) => to === '8009' && text.includes('/r/')), 30_000)
    const { text } = texts().find(({ phone: to, text: said }) => to === '8009' && said.includes('/r/'))!
    const { context, page } = await phone()
    await page.goto(`${plant.url}${/\/r\/[\w-]+/.exec(text)![0]}`)
    const yes = page.getByRole('button', { name: '我已到达' })
    assert.isAtLeast((await yes.boundingBox())!.height, 64)
    await yes.click()
    await page.getByRole('status').filter({ hasText: '已到达' }).waitFor()
    await context.close()

    await hands.visit('DEMO-WORKSHOP', BADGE.safety, `/incidents/${incident.id}`, async (board) => {
      await board.getByText('郑磊 已到', { exact: false }).first().waitFor()
      const told = board.locator('li', { hasText: '郑磊' }).filter({ hasText: '短信' })
      await told.getByText('已送出', { exact: false }).first().waitFor()
    })
  })

  test('F10 a card that was opened once opens without a network, and says so; one that was not does not', async ({ assert }) => {
    const { context, page } = await phone()
    await page.goto(`${plant.url}/sign-in?next=${encodeURIComponent('/cards/GAS-TEAM')}`)
    await page.locator('.shell').waitFor()
    await page.keyboard.type(RESCUER)
    await page.keyboard.press('Enter')
    await page.locator('[data-key="1"]').waitFor()
    await hands.enterPin(page)
    await page.waitForURL((url) => url.pathname === '/cards/GAS-TEAM')
    await page.locator('#kept.good').waitFor()
    const steps = await page.locator('li').allInnerTexts()
    assert.isAtLeast(steps.length, 3)
    assert.notInclude(await page.content(), 'Bearer')

    await context.setOffline(true)
    await page.goto(`${plant.url}/cards/GAS-TEAM`)
    assert.deepEqual(await page.locator('li').allInnerTexts(), steps)
    await page.locator('#offline').waitFor()
    const other = await page.goto(`${plant.url}/cards/GAS-GATE`).then(
      () => 'opened',
      () => 'not there'
    )
    assert.equal(other, 'not there', 'what was never opened is not kept')
    await context.close()
    assert.deepEqual(hands.faults, [])
  })
})

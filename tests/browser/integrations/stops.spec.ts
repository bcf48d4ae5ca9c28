import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import type { Browser } from 'playwright'
import { BADGE } from '#tests/support/demo_story'
import { openBrowser } from '#tests/support/kiosk_browser'
import { KioskHands } from '#tests/support/kiosk_hands'
import { mesPeer, type MesPeer } from '#tests/support/mes_peer'
import { RunningPlant, until } from '#tests/support/running_plant'

/** The plant's decision to switch the link on, as its administrator applies it. */
function switchedOn(mode: 'test' | 'on'): string {
  const folder = mkdtempSync(join(tmpdir(), 'redline-stops-'))
  writeFileSync(join(folder, 'settings.yaml'), `- key: integrations.mes_stop_mode\n  value: "${mode}"\n  source: acceptance of the link\n`)
  return folder
}

test.group('Stop commands by hand', (group) => {
  let plant: RunningPlant
  let browser: Browser
  let hands: KioskHands
  let mes: MesPeer

  group.setup(async () => {
    mes = await mesPeer()
    plant = await RunningPlant.prepare({ MES_URL: mes.url, MES_TOKEN: 't' })
    await plant.startServer()
    browser = await openBrowser()
    hands = new KioskHands(browser, plant)
  })
  group.teardown(async () => {
    await browser?.close()
    await plant?.stop()
    await mes?.close()
  })
  group.each.timeout(120_000)

  test('I06 off: the page says so and offers nothing', async ({ assert }) => {
    await hands.visit('DEMO-WORKSHOP', BADGE.safety, '/stops', async (page) => {
      await page.getByText('接口未启用', { exact: false }).waitFor()
      assert.equal(await page.getByRole('button', { name: '申请停机' }).count(), 0)
    })
  })

  test('I06 one asks, another confirms, each with their PIN; the MES’s answer is on the page', async ({ assert }) => {
    await plant.ace('plant:apply', switchedOn('on'))
    await hands.visit('DEMO-WORKSHOP', BADGE.safety, '/stops', async (page) => {
      await page.getByRole('button', { name: '申请停机' }).click()
      await page.getByText('成品矿皮带机').click()
      await page.getByLabel('原因').fill('皮带机旁有人倒地')
      await page.getByRole('button', { name: '申请停机' }).last().click()
      await page.locator('[data-key="1"]').waitFor()
      await hands.enterPin(page)
      await page.getByText('等待确认').waitFor()
      await page.getByText('必须由另一个人确认').waitFor()
      assert.equal(await page.getByRole('button', { name: '确认停机' }).count(), 0)
    })
    assert.equal(mes.received.size, 0)
    await hands.visit('DEMO-WORKSHOP', BADGE.leader, '/stops', async (page) => {
      await page.getByRole('button', { name: '确认停机' }).click()
      await page.locator('[data-key="1"]').waitFor()
      await hands.enterPin(page)
      await page.getByText('MES 已接受').waitFor()
    })
    await until('the MES', async () => mes.stopped.size === 1, 5_000)
    assert.equal([...mes.stopped.values()][0]!.asset, 'MES-SINTER-CV01')
    assert.deepEqual(hands.faults, [])
  })
})

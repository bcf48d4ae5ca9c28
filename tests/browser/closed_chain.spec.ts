import { test } from '@japa/runner'
import type { Browser, Page } from 'playwright'
import { BADGE, DemoStory } from '#tests/support/demo_story'
import { badgeUntil, LANDSCAPE, openBrowser, openKiosk } from '#tests/support/kiosk_browser'
import { KioskHands } from '#tests/support/kiosk_hands'
import { mailServer } from '#tests/support/mail_server'
import { RunningPlant, until } from '#tests/support/running_plant'

const RESTED = '10001014'

/** The story of the demo plant, end to end: hands at kiosks of the production build, real Modbus and MQTT, real SMTP, real files. */
test.group('The closed chain', (group) => {
  let plant: RunningPlant
  let story: DemoStory
  let browser: Browser
  let hands: KioskHands
  /** Screens that stand open all day: gate, control room, board. */
  let gate: Page
  let control: Page
  let board: Page
  let mail: Awaited<ReturnType<typeof mailServer>>
  let permitId: string

  group.setup(async () => {
    mail = await mailServer()
    plant = await RunningPlant.prepare({ SMTP_HOST: '127.0.0.1', SMTP_PORT: String(mail.port) })
    plant.startField()
    await plant.startServer()
    story = new DemoStory(plant)
    browser = await openBrowser()
    hands = new KioskHands(browser, plant)
    const seen = async () => (await story.board()).points.items.filter((point: any) => point.areaCode === 'GAS2' && point.quality === 'good').length
    await until('good values of gas area 2', async () => (await seen()) >= 9, 30_000)
    gate = (await openKiosk(browser, plant, 'DEMO-GATE-GAS2')).page
    board = (await openKiosk(browser, plant, 'DEMO-BOARD', { viewport: LANDSCAPE })).page
    control = (await hands.at('DEMO-CONTROL', BADGE.controlRoom, '/control', { viewport: LANDSCAPE })).page
    for (const page of [gate, board, control]) page.on('pageerror', (error) => hands.faults.push(error.message))
  })
  group.teardown(async () => {
    await browser?.close()
    await plant?.stop()
    await mail?.close()
  })
  group.each.timeout(180_000)

  /** Badges at the gate until the verdict says so, and takes the verdict off the screen again. */
  async function atGate(code: string, direction: 'in' | 'out', verdict: 'grant' | 'deny', text: string | RegExp): Promise<string> {
    if (direction === 'out') await gate.locator('.zones button', { hasText: '离开' }).click()
    await badgeUntil(gate, code, text)
    const shown = gate.locator(`.verdict.${verdict}`)
    const words = await shown.innerText({ timeout: 5_000 })
    await shown.click()
    return words
  }

  test('1. hot work goes the whole way by hand, and no step can be skipped (C01-C13)', async ({ assert }) => {
    const early = await story.draft()
    const bare = await story.command(BADGE.welder, early.id, 'submit', {}, [409])
    assert.isAtLeast(bare.body.error.details.length, 10, 'every open measure is named')
    for (const [code, command] of [
      [BADGE.guardian, 'start'],
      [BADGE.director, 'approve'],
      [BADGE.guardian, 'accept'],
    ] as const)
      assert.equal((await story.command(code, early.id, command, {}, [403, 409])).status, 409, `${command} of a draft`)
    await hands.visit('DEMO-WORKSHOP', BADGE.guardian, `/permits/${early.id}`, async (page) => {
      await page.locator('main h1').first().waitFor()
      for (const skipped of ['接受监护', '同意并签名', '扫码开始作业']) assert.equal(await page.getByRole('button', { name: skipped }).count(), 0, skipped)
    })
    await story.command(BADGE.welder, early.id, 'withdraw', { comment: '重新申请' })

    await hands.visit('DEMO-WORKSHOP', BADGE.welder, '/permits/new', async (page) => {
      permitId = await hands.apply(page, { badge: BADGE.contractor, name: '唐亮' })
    })
    await story.command(BADGE.director, permitId, 'approve', {}, [409])
    await hands.acceptAsGuardian(permitId, BADGE.guardian)
    await story.command(BADGE.leader, permitId, 'approve', {}, [409])
    await hands.approve(permitId, [BADGE.director, BADGE.safety, BADGE.leader])
    assert.equal((await story.permit(permitId)).state, 'issued')

    const untested = await story.command(BADGE.guardian, permitId, 'start', {}, [409])
    assert.isAtLeast(untested.body.error.details.length, 4, 'scan, place, gas test, checks')
  })

  test('2. the gate says who may go in, with all reasons, and lets everybody out (A09, D02, D05-D08, N02)', async ({ assert }) => {
    const refused = await atGate(BADGE.expired, 'in', 'deny', '张伟')
    assert.match(refused, /“煤气安全”培训已过期 12 天/)
    assert.include(refused, '培训中心 3 号教室', 'what would fix it')
    await atGate(BADGE.guardian, 'in', 'grant', '李强')
    await atGate(BADGE.contractor, 'in', 'grant', '唐亮')
    await until('two inside, at the gate', async () => (await gate.locator('.figure').innerText()) === '2')
    await until('two inside, on the board', async () => (await story.board()).people.inside === 2)
    await atGate(BADGE.expired, 'out', 'grant', '张伟')
  })

  test('1b. the guardian scans on site, confirms the last checks, the work starts', async ({ assert }) => {
    await hands.testGas(permitId, BADGE.safety)
    const { token } = await story.scans(permitId)
    await hands.visit('DEMO-GATE-GAS2', BADGE.guardian, `/permits/${permitId}`, (page) => hands.scanAndSign(page, '扫码开始作业', token))
    assert.equal((await story.permit(permitId)).state, 'started')
  })

  test('3. gas: siren, fan, alarm, permits, gate, plan, muster, notices; on every screen, in order and on record', async ({ assert }) => {
    const began = Date.now()
    const phone = await hands.at('DEMO-WORKSHOP', BADGE.guardian, `/permits/${permitId}`, { viewport: { width: 390, height: 844 } })
    await plant.ace('field:scenario', 'gas_leak')

    const alarm = control.locator('li.alarm', { hasText: 'ppm' }).first()
    await alarm.waitFor({ timeout: 60_000 })
    for (const output of ['煤气区二声光报警器', '煤气区二轴流风机'])
      await control.locator('li', { hasText: output }).locator('b', { hasText: /^回读 开$/ }).waitFor({ timeout: 30_000 })
    await phone.page.getByRole('heading', { name: '停止作业' }).waitFor({ timeout: 30_000 })
    await gate.getByRole('heading', { name: '关闭' }).waitFor({ timeout: 30_000 })
    await board.locator('.headline [role=alert]', { hasText: /煤气区二|转炉煤气柜/ }).waitFor({ timeout: 10_000 })

    const denied = await atGate(BADGE.welder, 'in', 'deny', /报警/)
    assert.include(denied, '等报警复位', 'what would let them in')
    const stopped = await phone.page.locator('.stop').innerText()
    for (const text of [denied, stopped]) {
      assert.include(text, '1#转炉煤气柜', 'the detector by its name')
      assert.notMatch(text, /GAS2\.AT/)
    }
    await atGate(BADGE.contractor, 'out', 'grant', '唐亮')

    await gate.getByRole('link', { name: /正在清点人数/ }).click()
    await gate.locator('.count').first().waitFor()
    assert.include(await gate.locator('main').innerText(), '李强', 'who is inside is on the list')
    await gate.goto(`${plant.url}/gate`)

    const incident = await until('the emergency plan', async () => (await story.board()).incidents[0])
    assert.equal(incident.areaCode, 'GAS2')
    await hands.visit('DEMO-WORKSHOP', BADGE.safety, `/incidents/${incident.id}`, async (page) => {
      await page.getByText('佩戴空气呼吸器搜救未撤出人员').first().waitFor()
    })
    await hands.visit('DEMO-WORKSHOP', BADGE.guardian, '/inbox', async (page) => {
      await page.locator('main').getByText(/暂停|停止/).first().waitFor()
    })
    assert.equal((await story.board()).areas.find((one: any) => one.code === 'GAS2').grade, 'red', "the area's current level")
    const team = ['e1009@plant.example', 'e1010@plant.example']
    await until('the mails to the emergency team', async () => team.every((to) => mail.mails.some((one) => one.to.includes(to))))
    await phone.context.close()

    const { body } = await story.as(BADGE.administrator, 'GET', '/api/v1/audit?limit=500')
    const seqOf = (action: string, accept = (_entry: any) => true) => {
      const found = body.data.filter((entry: any) => entry.action === action && entry.at >= began && accept(entry))
      assert.isNotEmpty(found, `audit entry ${action}`)
      return Math.min(...found.map((entry: any) => entry.seq))
    }
    const raised = seqOf('telemetry.alarm_raised', (entry) => entry.details.condition?.startsWith('GAS2.'))
    assert.isAbove(seqOf('telemetry.output_confirmed'), seqOf('telemetry.output_commanded'))
    for (const action of ['permits.suspend', 'personnel.area_closed', 'risks.incident_started']) assert.isAbove(seqOf(action), raised, action)
  })

  test('3b. recovery by hand: acknowledge, reset, test again, resume with a new signature', async ({ assert }) => {
    await plant.ace('field:scenario', 'recover')
    const hasty = await story.command(BADGE.guardian, permitId, 'resume', { checks: story.startChecks }, [409])
    assert.isNotEmpty(hasty.body.error.details)
    const standing = async () =>
      (await story.as(BADGE.controlRoom, 'GET', '/api/v1/alarms?limit=200')).body.data.filter((one: any) => one.area === 'GAS2' && one.alarm_class === 'gas' && one.state !== 'normal')
    assert.isNotEmpty(await standing())
    // A leak is a flood: its alarms are folded by area until somebody opens the line.
    const folded = control.locator('li.group .head[aria-expanded="false"]')
    const press = control.locator('li.alarm', { hasText: 'ppm' }).getByRole('button', { name: /^(确认|复位)$/ })
    for (const deadline = Date.now() + 100_000; Date.now() < deadline && (await standing()).length > 0;) {
      await (await folded.count() > 0 ? folded : press).first().click({ timeout: 2_000 }).catch(() => undefined)
      await control.waitForTimeout(100)
    }
    assert.deepEqual(await standing(), [], 'no gas alarm stands')
    await control.locator('li', { hasText: '煤气区二声光报警器' }).locator('b', { hasText: /^回读 关$/ }).waitFor({ timeout: 15_000 })
    await until('the former level', async () => (await story.board()).areas.find((one: any) => one.code === 'GAS2').grade !== 'red')
    await gate.getByRole('heading', { name: '正常' }).waitFor({ timeout: 15_000 })

    await hands.testGas(permitId, BADGE.safety)
    await hands.visit('DEMO-GATE-GAS2', BADGE.guardian, `/permits/${permitId}`, async (page) => {
      await page.getByRole('button', { name: '恢复作业' }).click()
      for (const check of await page.locator('[data-check]').all()) await check.click()
      await page.getByRole('button', { name: '签名' }).click()
      await hands.enterPin(page)
      await page.getByText('作业中').first().waitFor()
    })
    assert.equal((await story.permit(permitId)).state, 'started')
    // Whoever was in the gas has to stay out for a while; somebody rested may go in.
    await atGate(RESTED, 'in', 'grant', '许佳')
  })

  test('afterwards the chain of records verifies, and no page broke', async ({ assert }) => {
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    const verdict = JSON.parse(await plant.ace('audit:verify', '--json'))
    assert.isTrue(verdict.ok)
    assert.isAbove(verdict.entries, 50)
    assert.deepEqual(hands.faults, [])
  })
})

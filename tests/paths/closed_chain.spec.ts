import { test } from '@japa/runner'
import { BADGE, DemoStory } from '#tests/support/demo_story'
import { mailServer } from '#tests/support/mail_server'
import { RunningPlant, until } from '#tests/support/running_plant'

/** The story of the demo plant, end to end: production build, real Modbus and MQTT, real SMTP, real files. */
test.group('The closed chain', (group) => {
  let plant: RunningPlant
  let story: DemoStory
  let mail: Awaited<ReturnType<typeof mailServer>>
  let permitId: string

  group.setup(async () => {
    mail = await mailServer()
    plant = await RunningPlant.prepare({ SMTP_HOST: '127.0.0.1', SMTP_PORT: String(mail.port) })
    plant.startField()
    await plant.startServer()
    story = new DemoStory(plant)
    const seen = async () => (await story.board()).points.items.filter((point: any) => point.areaCode === 'GAS2' && point.quality === 'good').length
    await until('good values of gas area 2', async () => (await seen()) >= 9, 30_000)
  })
  group.teardown(async () => {
    await plant?.stop()
    await mail?.close()
  })
  group.each.timeout(120_000)

  test('1. hot work goes the whole way, and no step can be skipped (C01-C13)', async ({ assert }) => {
    const { id } = await story.draft()
    permitId = id
    const early = await story.command(BADGE.welder, id, 'submit', {}, [409])
    assert.isAtLeast(early.body.error.details.length, 10, 'every open measure is named')
    for (const [badge, command] of [
      [BADGE.guardian, 'start'],
      [BADGE.director, 'approve'],
      [BADGE.guardian, 'accept'],
    ] as const)
      assert.equal((await story.command(badge, id, command, {}, [403, 409])).status, 409, `${command} of a draft`)

    await story.confirmMeasures(id)
    await story.command(BADGE.welder, id, 'submit')
    await story.command(BADGE.director, id, 'approve', {}, [409])
    await story.command(BADGE.guardian, id, 'accept', { duties_version: '2026-1' })
    await story.command(BADGE.leader, id, 'approve', {}, [409])
    for (const approver of [BADGE.director, BADGE.safety, BADGE.leader]) await story.command(approver, id, 'approve')
    assert.equal((await story.permit(id)).state, 'issued')

    const bare = await story.command(BADGE.guardian, id, 'start', {}, [409])
    assert.isAtLeast(bare.body.error.details.length, 4, 'scan, place, gas test, checks')
  })

  test('2. the gate says who may go in, with all reasons, and lets everybody out (A09, D07, N02)', async ({ assert }) => {
    const refused = await story.gate(BADGE.expired, 'in')
    assert.equal(refused.decision, 'deny')
    assert.isAtLeast(refused.reasons.length, 1)
    for (const reason of refused.reasons) assert.isNotEmpty(reason.message)
    for (const badge of [BADGE.guardian, BADGE.contractor]) {
      const granted = await story.gate(badge, 'in')
      assert.equal(granted.decision, 'grant', JSON.stringify(granted.reasons))
    }
    assert.equal((await story.gate(BADGE.expired, 'out')).decision, 'grant')
    await until('two inside', async () => (await story.board()).people.inside === 2)
  })

  test('1b. the guardian scans on site, the work starts', async ({ assert }) => {
    await story.testGas(permitId)
    await story.command(BADGE.guardian, permitId, 'start', { ...(await story.scans(permitId)), checks: story.startChecks })
    assert.equal((await story.permit(permitId)).state, 'started')
  })

  test('3. gas: siren, fan, alarm, permits, gate, plan, muster, notices; in order and on record', async ({ assert }) => {
    const began = Date.now()
    await plant.ace('field:scenario', 'gas_leak')
    const board = await until(
      'the highest alarm with siren and fan confirmed',
      async () => {
        const now = await story.board()
        const on = now.outputs.filter((output: any) => ['GAS2-SIREN', 'GAS2-FAN'].includes(output.code) && output.state === 'confirmed' && output.actual)
        return on.length === 2 && now.alarms.byPriority[1] > 0 ? now : null
      },
      60_000
    )
    assert.equal(board.headline.priority, 1)
    await until('the suspended permit', async () => (await story.permit(permitId)).state === 'suspended')
    const denied = await until('the closed gate', async () => {
      const answer = await story.gate(BADGE.welder, 'in')
      return answer.decision === 'deny' && answer.reasons.some((reason: any) => /closed|alarm|restricted/.test(reason.code)) ? answer : null
    })
    assert.equal(denied.decision, 'deny')
    assert.equal((await story.gate(BADGE.contractor, 'out')).decision, 'grant', 'leaving is never refused')

    const incident = await until('the emergency plan', async () => (await story.board()).incidents[0])
    assert.equal(incident.areaCode, 'GAS2')
    const muster = await until('the muster list', async () => (await story.as(BADGE.administrator, 'GET', '/api/v1/musters')).body.data[0])
    assert.equal(muster.area, 'GAS2')
    const area = (await story.board()).areas.find((one: any) => one.code === 'GAS2')
    assert.equal(area.grade, 'red', "the area's current level")
    const team = ['e1009@plant.example', 'e1010@plant.example']
    await until('the mails to the emergency team', async () => team.every((to) => mail.mails.some((one) => one.to.includes(to))))

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

  test('3b. recovery: acknowledge, reset, test again, resume with a new signature', async ({ assert }) => {
    await plant.ace('field:scenario', 'recover')
    const standing = async () => (await story.board()).alarms.items.filter((alarm: any) => alarm.areaCode === 'GAS2' && alarm.alarmClass === 'gas')
    await until('clean air', async () => (await standing()).every((alarm: any) => !alarm.state.startsWith('active')), 90_000)
    for (const alarm of await standing()) {
      await story.as(BADGE.controlRoom, 'POST', `/api/v1/alarms/${alarm.id}/acknowledge`, { note: '现场已检查' })
      await story.as(BADGE.controlRoom, 'POST', `/api/v1/alarms/${alarm.id}/reset`)
    }
    await until('silence', async () => (await story.board()).outputs.every((output: any) => output.code !== 'GAS2-SIREN' || output.actual === false))
    await until('the former level', async () => (await story.board()).areas.find((one: any) => one.code === 'GAS2').grade !== 'red' || null, 10_000).catch(() => null)
    const again = { ...(await story.scans(permitId)), checks: story.startChecks }
    const hasty = await story.command(BADGE.guardian, permitId, 'resume', again, [409])
    assert.isNotEmpty(hasty.body.error.details)
    await story.testGas(permitId)
    await until('resumption', async () => (await story.command(BADGE.guardian, permitId, 'resume', again, [200, 409])).status === 200)
    assert.equal((await story.permit(permitId)).state, 'started')
    await until('the open gate', async () => (await story.gate(BADGE.contractor, 'in')).decision === 'grant')
  })

  test('afterwards the chain of records verifies', async ({ assert }) => {
    await new Promise((resolve) => setTimeout(resolve, 1_500))
    const verdict = JSON.parse(await plant.ace('audit:verify', '--json'))
    assert.isTrue(verdict.ok)
    assert.isAbove(verdict.entries, 50)
  })
})

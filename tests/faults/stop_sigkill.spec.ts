import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from '@japa/runner'
import { BADGE, DemoStory } from '#tests/support/demo_story'
import { mesPeer, type MesMood } from '#tests/support/mes_peer'
import { RunningPlant, until } from '#tests/support/running_plant'

/** Whether the MES had carried it out when the power went, and what the command ends as. */
const CASES: [MesMood, string][] = [
  ['mute', 'acknowledged'],
  ['mute_and_undone', 'not_received'],
]

test.group('SIGKILL between a stop command and its answer (I06, T04)', () => {
  test('I06 the MES {0}: after the restart it is asked after, ends as {1}, and was sent once')
    .with(CASES)
    .run(async ({ assert }, [mood, end]) => {
      const mes = await mesPeer()
      const plant = await RunningPlant.prepare({ MES_URL: mes.url })
      try {
        const folder = mkdtempSync(join(tmpdir(), 'redline-stops-'))
        writeFileSync(join(folder, 'settings.yaml'), '- key: integrations.mes_stop_mode\n  value: "on"\n  source: acceptance of the link\n')
        await plant.ace('plant:apply', folder)
        await plant.startServer()
        const story = new DemoStory(plant)
        const asked = await story.as(BADGE.safety, 'POST', '/api/v1/stops', { equipment: 'SINTER-CONVEYOR-1', reason: '皮带机旁有人倒地', pin: '246810' })
        const { id } = asked.body.data
        mes.mood = mood
        await story.as(BADGE.leader, 'POST', `/api/v1/stops/${id}/confirm`, { pin: '246810' })
        await until('the command at the MES', async () => mes.received.has(id), 10_000)
        await plant.kill('server')
        await plant.startServer()
        const state = async () => (await story.as(BADGE.safety, 'GET', `/api/v1/stops/${id}`)).body.data.state
        await until(`the end as ${end}`, async () => (await state()) === end, 60_000)
        assert.equal(mes.received.get(id), 1)
        const { steps } = (await story.as(BADGE.safety, 'GET', `/api/v1/stops/${id}`)).body.data
        assert.deepEqual(steps.map((step: any) => step.to_state), ['requested', 'confirmed', 'sending', 'unknown', end])
      } finally {
        await plant.stop()
        await mes.close()
      }
    })
    .timeout(180_000)
})

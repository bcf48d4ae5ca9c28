import { test } from '@japa/runner'
import { DateTime } from 'luxon'
import { BADGE, DemoStory } from '#tests/support/demo_story'
import { FakeTime } from '#tests/support/fake_time'
import { RunningPlant, until } from '#tests/support/running_plant'

const ZONE = 'Asia/Shanghai'
const MORNING = { hour: 6, minute: 0, second: 0, millisecond: 0 }
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** The rules that the plant ships with, while the server dies between the facts: each fires once, and none is forgotten. */
test.group('Rules under SIGKILL (F03, F11, T04)', () => {
  const firingsOf = async (story: DemoStory, rule: string) => (await story.as(BADGE.safety, 'GET', `/api/v1/rules/firings?rule=${rule}`)).body.data
  async function restart(plant: RunningPlant) {
    await plant.kill('server')
    await plant.startServer()
  }

  test('F03 five hazards, death, a sixth, death at once: one cluster, and the seventh is the same', async ({ assert, cleanup }) => {
    const plant = await RunningPlant.prepare()
    cleanup(() => plant.stop())
    await plant.startServer()
    const story = new DemoStory(plant)
    const photo = await story.photo(BADGE.welder)
    const report = () => story.as(BADGE.welder, 'POST', '/api/v1/hazards', { type: 'ELECTRIC', area: 'MIX', level: 'general', words: '电缆破损', photos: [photo] })
    for (let count = 0; count < 5; count++) await report()
    await restart(plant)
    assert.lengthOf(await firingsOf(story, 'HAZARD-CLUSTER'), 0, 'five are none')
    await report()
    await restart(plant)
    await until('the cluster', async () => (await firingsOf(story, 'HAZARD-CLUSTER')).length > 0)
    await report()
    await pause(2_000)
    const fired = await firingsOf(story, 'HAZARD-CLUSTER')
    assert.lengthOf(fired, 1)
    assert.lengthOf(fired[0].facts, 6)
    assert.isTrue(fired[0].actions.every((action: any) => action.status === 'done'), JSON.stringify(fired[0].actions))
  }).timeout(90_000)

  test('F11 thirty days before a certificate ends, once that day, though the server dies after it fired', async ({ assert, cleanup }) => {
    const now = DateTime.now().setZone(ZONE)
    const run = now.set(MORNING) > now ? now.set(MORNING) : now.plus({ days: 1 }).set(MORNING)
    const time = new FakeTime()
    const plant = await RunningPlant.prepare(time.env)
    cleanup(() => time.remove())
    cleanup(() => plant.stop())
    await plant.startServer()
    /** Signed in anew whenever the clock was moved, and only then: signing in is limited in number. */
    let story = new DemoStory(plant)
    const moveTo = (instant: DateTime) => {
      time.set(Math.round(instant.diffNow().as('seconds')))
      story = new DemoStory(plant)
    }
    const fired = async () => (await firingsOf(story, 'CERTIFICATE-EXPIRY')).filter(({ facts }: any) => facts.some(({ label }: any) => label.includes('HJ-30')))
    const certificate = { person: 'E1001', type: 'CRANE', number: 'HJ-30', valid_from: run.minus({ days: 400 }).toISODate(), valid_to: run.plus({ days: 30 }).toISODate() }
    await story.as(BADGE.administrator, 'POST', '/api/v1/certificates', certificate)
    assert.lengthOf(await fired(), 0)

    await plant.kill('server')
    moveTo(run.minus({ seconds: 5 }))
    await plant.startServer()
    await until('the firing of the morning', async () => (await fired()).length > 0, 30_000)
    await restart(plant)
    await pause(3_000)
    moveTo(run.plus({ hours: 6 }))
    await restart(plant)
    await pause(3_000)
    assert.lengthOf(await fired(), 1)
  }).timeout(120_000)
})

import { BADGE, type DemoStory } from '#tests/support/demo_story'
import { FloodField, floodPoint } from '#tests/support/flood_plant'
import { until } from '#tests/support/running_plant'

const DAY_MS = 86_400_000
/** As many areas and alarms as the bench has. */
export const FLOOD = { areas: 20, points: 2_000, probes: 1 }

/** Detectors in every state that a check can leave them in. */
export async function checkDetectors(story: DemoStory): Promise<void> {
  const { data } = (await story.as(BADGE.controlRoom, 'GET', '/api/v1/points/checks')).body
  const codes: string[] = [...new Set<string>(data.map(({ point }: { point: string }) => point))].filter((code) => !code.startsWith('GAS2'))
  const record = (point: string, kind: string, passed: boolean, daysAgo: number, more: object = {}) =>
    story.as(BADGE.controlRoom, 'POST', `/api/v1/points/${point}/checks`, { kind, passed, at: Date.now() - daysAgo * DAY_MS, ...more })
  const co = (before: number, after: number, note: string | null = null) => ({ gas: 'co', concentration: 50, before, after, note })
  for (const [index, code] of codes.slice(0, 8).entries()) {
    await record(code, 'calibration', true, 40 * index + 60, co(46, 50))
    await record(code, 'bump_test', true, 4 * index + 8)
  }
  for (const daysAgo of [66, 36]) await record('GAS2.AT201.CO', 'bump_test', true, daysAgo, co(0, 47))
  await record('GAS2.AT201.CO', 'calibration', true, 120, co(41, 50))
  await record('GAS2.AT202.CO', 'calibration', true, 200, co(44, 49))
  await record('GAS2.AT202.CO', 'bump_test', false, 0.1, co(0, 6, null))
}

/** A leak is rehearsed where work goes on. Gives the drill's id. */
export async function beginDrill(story: DemoStory): Promise<string> {
  const scenario = { name: '2#柜煤气泄漏演练', area: 'GAS2', minutes: 60, excursions: [{ point: 'GAS2.AT203.CO', value: 190 }] }
  const { id } = (await story.as(BADGE.safetyDirector, 'POST', '/api/v1/drills', scenario)).body.data
  const drill = async () => (await story.as(BADGE.safetyDirector, 'GET', `/api/v1/drills/${id}`)).body.data
  await until('the drill to reach people', async () => {
    const { alarms, stops, musters } = await drill()
    return alarms.length > 1 && stops.length > 0 && musters.length > 0
  })
  return id
}

/** Every point of the flood goes bad within a second or two. */
export async function flood(story: DemoStory): Promise<void> {
  const field = await until('the broker', () => FloodField.connect(Number(story.plant.env.MQTT_PORT)).catch(() => null), 30_000)
  for (let index = 0; index < FLOOD.points; index++) {
    const sent = field.send(floodPoint(index, FLOOD.areas), 150)
    if (index % 100 === 99) await sent
  }
  await until('all alarms', async () => (await story.as(BADGE.controlRoom, 'GET', '/api/v1/board')).body.data.alarms.unacknowledged >= FLOOD.points, 90_000)
  await field.close()
}

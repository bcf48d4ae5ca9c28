import { BADGE, type DemoStory } from '#tests/support/demo_story'
import { until } from '#tests/support/running_plant'
import { OPERATOR, type Known } from './rounds.js'

/** People inside, hazards reported, a permit issued: what a day has brought by the time somebody looks. */
export async function ordinaryDay(story: DemoStory): Promise<Known> {
  for (const person of [OPERATOR, BADGE.contractor]) await story.gate(person, 'in')
  let hazard = ''
  for (const [type, area, level, words] of [
    ['GAS', 'GAS2', 'major', '2#柜进口法兰处有煤气味'],
    ['PASSAGE', 'SUB110', 'general', '消防通道堆放电缆盘'],
    ['PPE', 'CASTER', 'general', '浇铸平台未戴面罩'],
    ['ELECTRIC', 'MIX', 'general', null],
  ] as const) {
    const photos = [await story.photo(OPERATOR)]
    const { id } = (await story.as(OPERATOR, 'POST', '/api/v1/hazards', { type, area, level, words, photos })).body.data
    if (level === 'major') hazard = id
  }
  await story.draft()
  const permit = await story.issuedPermit()
  const { token } = await story.scans(permit)
  return { permit, permitCode: token, hazard, incident: '', muster: '' }
}

export async function startWork(story: DemoStory, permit: string): Promise<void> {
  await story.testGas(permit)
  await story.gate(BADGE.guardian, 'in')
  const { token, place } = await story.scans(permit)
  await story.command(BADGE.guardian, permit, 'start', { token, place, checks: story.startChecks })
}

/** Gas leaks where the work goes on: it stops, the plan starts, people are counted. */
export async function leak(story: DemoStory, known: Known): Promise<Known> {
  await startWork(story, known.permit)
  await story.plant.ace('field:scenario', 'gas_leak')
  await until('the work to be suspended', async () => (await story.permit(known.permit)).state === 'suspended', 90_000)
  const first = (path: string) => until(path, async () => (await story.as(BADGE.controlRoom, 'GET', path)).body.data[0], 90_000)
  const [incident, muster] = [await first('/api/v1/incidents'), await first('/api/v1/musters')]
  return { ...known, incident: incident.id, muster: muster.id }
}

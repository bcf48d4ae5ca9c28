/**
 * The pictures of docs/pictures.md: the demo plant on an ordinary day, then with gas leaking in gas area 2. Names of
 * pictures as arguments take only those.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Browser } from 'playwright'
import { BADGE, DemoStory } from '#tests/support/demo_story'
import { openBrowser } from '#tests/support/kiosk_browser'
import { RunningPlant, until } from '#tests/support/running_plant'
import { Camera, writePage } from './pictures/camera.js'
import { LEAK, OPERATOR, ORDINARY, TERMINALS, type Known } from './pictures/rounds.js'

const namesOf = (rounds: typeof ORDINARY) => rounds.flatMap(({ shots }) => shots.map(([name]) => name))
const leakNames = [...namesOf(LEAK), ...TERMINALS.map(([name]) => name)]
const names = [...namesOf(ORDINARY), ...leakNames]
const wanted = process.argv.slice(2)
const strange = wanted.filter((name) => !names.includes(name))
if (strange.length > 0) {
  console.error(`No picture is called ${strange.join(', ')}. There are: ${names.join(', ')}`)
  process.exit(2)
}

const plant = await RunningPlant.prepare()
const story = new DemoStory(plant)
let browser: Browser | undefined

async function ordinaryDay(): Promise<Known> {
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

async function startWork(permit: string): Promise<void> {
  await story.testGas(permit)
  await story.gate(BADGE.guardian, 'in')
  const { token, place } = await story.scans(permit)
  await story.command(BADGE.guardian, permit, 'start', { token, place, checks: story.startChecks })
}

async function leak(known: Known): Promise<Known> {
  await startWork(known.permit)
  await plant.ace('field:scenario', 'gas_leak')
  await until('the work to be suspended', async () => (await story.permit(known.permit)).state === 'suspended', 90_000)
  const first = (path: string) => until(path, async () => (await story.as(BADGE.controlRoom, 'GET', path)).body.data[0], 90_000)
  const [incident, muster] = [await first('/api/v1/incidents'), await first('/api/v1/musters')]
  return { ...known, incident: incident.id, muster: muster.id }
}

try {
  mkdirSync(join(import.meta.dirname, '../docs/pictures'), { recursive: true })
  plant.startField()
  await plant.startServer()
  browser = await openBrowser()
  const camera = new Camera(plant, browser, wanted)
  const known = await ordinaryDay()
  await camera.pages(ORDINARY, known)
  if (leakNames.some((name) => camera.wants(name))) {
    await camera.pages(LEAK, await leak(known))
    await camera.terminals(TERMINALS, await story.token(BADGE.controlRoom))
  }
  writePage(names)
} finally {
  await browser?.close()
  await plant.stop()
}

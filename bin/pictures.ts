/**
 * The pictures of docs/pictures.md: the demo plant on an ordinary day, with gas leaking in gas area 2, in a drill, and with
 * two thousand alarms at once. Names of pictures as arguments take only those.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { BADGE, DemoStory } from '#tests/support/demo_story'
import { floodFolder } from '#tests/support/flood_plant'
import { openBrowser } from '#tests/support/kiosk_browser'
import { RunningPlant } from '#tests/support/running_plant'
import { Camera, writePage } from './pictures/camera.js'
import * as rare from './pictures/rare_rounds.js'
import { beginDrill, checkDetectors, flood, FLOOD } from './pictures/rare_states.js'
import { LEAK, ORDINARY, TERMINALS, type Round, type Terminal } from './pictures/rounds.js'
import { leak, ordinaryDay, startWork } from './pictures/story_day.js'

const namesOf = (rounds: Round[], terminals: Terminal[] = []) => [...rounds.flatMap(({ shots }) => shots.map(([name]) => name)), ...terminals.map(([name]) => name)]
const names = {
  ordinary: namesOf(ORDINARY),
  leak: namesOf(LEAK, TERMINALS),
  checks: namesOf(rare.CHECKS),
  drill: namesOf(rare.DRILL, rare.DRILL_TERMINALS),
  flood: namesOf(rare.FLOOD, rare.FLOOD_TERMINALS),
}
const every = Object.values(names).flat()
const wanted = process.argv.slice(2)
const strange = wanted.filter((name) => !every.includes(name))
if (strange.length > 0) {
  console.error(`No picture is called ${strange.join(', ')}. There are: ${every.join(', ')}`)
  process.exit(2)
}
const wants = (some: string[]) => wanted.length === 0 || some.some((name) => wanted.includes(name))

const browser = await openBrowser()
/** A plant of its own for each story: what one leaves behind must not show in the next. */
async function photograph(parts: string[][], tell: (camera: Camera, story: DemoStory) => Promise<void>, folder?: string): Promise<void> {
  if (!parts.some(wants)) return
  const plant = await RunningPlant.prepare()
  try {
    if (folder) await plant.ace('plant:apply', folder)
    plant.startField()
    await plant.startServer()
    await tell(new Camera(plant, browser, wanted), new DemoStory(plant))
  } finally {
    await plant.stop()
  }
}

const blank = { permit: '', permitCode: '', hazard: '', incident: '', muster: '' }

try {
  mkdirSync(join(import.meta.dirname, '../docs/pictures'), { recursive: true })
  await photograph([names.ordinary, names.leak], async (camera, story) => {
    const known = await ordinaryDay(story)
    await camera.pages(ORDINARY, known)
    if (!wants(names.leak)) return
    await camera.pages(LEAK, await leak(story, known))
    await camera.terminals(TERMINALS, await story.token(BADGE.controlRoom))
  })
  await photograph([names.checks, names.drill], async (camera, story) => {
    if (wants(names.drill)) {
      const known = await ordinaryDay(story)
      await startWork(story, known.permit)
      await beginDrill(story)
      await camera.pages(rare.DRILL, known)
      await camera.terminals(rare.DRILL_TERMINALS, await story.token(BADGE.controlRoom))
    }
    await checkDetectors(story)
    await camera.pages(rare.CHECKS, blank)
  })
  await photograph(
    [names.flood],
    async (camera, story) => {
      await flood(story)
      await camera.pages(rare.FLOOD, blank)
      await camera.terminals(rare.FLOOD_TERMINALS, await story.token(BADGE.controlRoom))
    },
    await floodFolder(FLOOD)
  )
  writePage(every)
} finally {
  await browser.close()
}

/** The pictures of docs/pictures.md: the demo plant on an ordinary day, then with gas leaking in gas area 2. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Browser, Page } from 'playwright'
import sharp from 'sharp'
import { BADGE, DemoStory } from '#tests/support/demo_story'
import { badge, LANDSCAPE, openBrowser, openKiosk, PORTRAIT } from '#tests/support/kiosk_browser'
import { RunningPlant, until } from '#tests/support/running_plant'
import { photographTerminal } from '#tests/support/terminal_picture'
import { TmuxTerminal } from '#tests/support/tmux_terminal'

const root = join(import.meta.dirname, '..')
const folder = join(root, 'docs/pictures')
const LOCALES = ['en', 'zh-CN'] as const
const PHONE = { width: 390, height: 844 }
const OPERATOR = '10001014'
const PIN = '246810'

type Locale = (typeof LOCALES)[number]
type Shot = [name: string, path: string, prepare?: (page: Page) => Promise<void>]
interface Round {
  pairing: string
  person?: string
  viewport?: typeof PORTRAIT
  shots: Shot[]
}

const plant = await RunningPlant.prepare()
const story = new DemoStory(plant)
const headings: string[] = []
let browser: Browser

async function keep(name: string, locale: Locale, png: Buffer): Promise<void> {
  await sharp(png).png({ palette: true, colours: 128, effort: 8, compressionLevel: 9 }).toFile(join(folder, `${name}_${locale}.png`))
  if (!headings.includes(name)) headings.push(name)
  console.log(`${name}_${locale}`)
}

async function signIn(page: Page, person: string): Promise<void> {
  await page.goto(`${plant.url}/sign-in`)
  await page.locator('.shell').waitFor()
  await badge(page, person)
  await page.locator('[data-key="1"]').waitFor()
  for (const digit of PIN) await page.locator(`[data-key="${digit}"]`).first().click()
  await page.waitForURL((url) => url.pathname !== '/sign-in')
}

/** What the page shows when nothing has changed on it for a moment: its data has come. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('load')
  await pause(1_500)
}

async function photograph({ pairing, person, viewport = PORTRAIT, shots }: Round, locale: Locale): Promise<void> {
  const { page, context } = await openKiosk(browser, plant, pairing, { locale, viewport })
  try {
    if (person) await signIn(page, person)
    for (const [name, path, prepare] of shots) {
      try {
        await page.goto(`${plant.url}${path}`)
        await settle(page)
        await prepare?.(page)
        await keep(name, locale, await page.screenshot())
      } catch (error) {
        // One screen that cannot be reached must not cost the others; the run says so at its end.
        console.error(`${name}_${locale}: ${error}`)
        process.exitCode = 1
      }
    }
  } finally {
    await context.close()
  }
}

const badging = (code: string) => async (page: Page) => {
  await badge(page, code)
  await page.locator('.verdict').waitFor()
  await pause(400)
}

async function rounds(list: Round[]): Promise<void> {
  for (const locale of LOCALES) for (const round of list) await photograph(round, locale)
}

async function terminals(shots: [name: string, command: string, columns: number, rows: number, ready: RegExp][]): Promise<void> {
  const token = await story.token(BADGE.controlRoom)
  for (const locale of LOCALES)
    for (const [name, command, columns, rows, ready] of shots) {
      const terminal = new TmuxTerminal()
      try {
        const line = `node build/ace.js ${command} --url ${plant.url} --lang ${locale === 'en' ? 'en' : 'zh'}`
        await terminal.start(line, { columns, rows, env: { REDLINE_TOKEN: token } })
        await terminal.until(name, (text) => ready.test(text))
        await pause(command === 'wall' ? 8_000 : 2_000)
        const file = join(folder, `${name}_${locale}.png`)
        await photographTerminal(await terminal.painted(), { columns, rows }, file)
        await keep(name, locale, readFileSync(file))
      } finally {
        await terminal.stop()
      }
    }
}

async function ordinaryDay(): Promise<string> {
  for (const person of [OPERATOR, BADGE.contractor]) await story.gate(person, 'in')
  for (const [type, area, level, words] of [
    ['GAS', 'GAS2', 'major', '2#柜进口法兰处有煤气味'],
    ['PASSAGE', 'SUB110', 'general', '消防通道堆放电缆盘'],
    ['PPE', 'CASTER', 'general', '浇铸平台未戴面罩'],
    ['ELECTRIC', 'MIX', 'general', null],
  ]) {
    const photos = [await story.photo(OPERATOR)]
    await story.as(OPERATOR, 'POST', '/api/v1/hazards', { type, area, level, words, photos })
  }
  await story.draft()
  return story.issuedPermit()
}

const hazard = async (): Promise<string> =>
  (await story.as(BADGE.safety, 'GET', '/api/v1/hazards?state=all')).body.data.find((one: any) => one.level === 'major').id

async function usual(permit: string): Promise<void> {
  const gate = { pairing: 'DEMO-GATE-GAS2' }
  const workshop = { pairing: 'DEMO-WORKSHOP' }
  const place = (page: Page) => page.locator('[data-value="GAS2"]').click().then(() => pause(500))
  await rounds([
    { ...gate, shots: [['gate_idle', '/gate'], ['gate_grant', '/gate', badging(OPERATOR)], ['gate_deny', '/gate', badging(BADGE.expired)]] },
    { ...gate, viewport: LANDSCAPE, shots: [['gate_guard', '/gate/guard']] },
    { ...workshop, shots: [['home_signed_out', '/'], ['equipment_check', '/equipment/check']] },
    {
      ...workshop,
      person: BADGE.welder,
      shots: [
        ['home', '/'], ['permits', '/permits'], ['permit_new', '/permits/new', place], ['permit_issued', `/permits/${permit}`],
        ['hazards', '/hazards'], ['hazard_new', '/hazards/new'], ['hazard', `/hazards/${await hazard()}`],
      ],
    },
    { ...workshop, person: BADGE.safety, viewport: LANDSCAPE, shots: [['risks', '/risks']] },
    {
      ...workshop,
      person: BADGE.director,
      viewport: PHONE,
      shots: [['phone_permit', `/permits/${permit}`], ['phone_hazard', `/hazards/${await hazard()}`], ['phone_inbox', '/inbox']],
    },
    { pairing: 'DEMO-BOARD', viewport: LANDSCAPE, shots: [['board', '/board']] },
  ])
}

async function startWork(permit: string): Promise<void> {
  await story.testGas(permit)
  await story.gate(BADGE.guardian, 'in')
  const { token, place } = await story.scans(permit)
  await story.command(BADGE.guardian, permit, 'start', { token, place, checks: story.startChecks })
}

async function leak(permit: string): Promise<void> {
  await startWork(permit)
  await plant.ace('field:scenario', 'gas_leak')
  await until('the work to be suspended', async () => (await story.permit(permit)).state === 'suspended', 90_000)
  const incident = await until('an incident', async () =>
    (await story.as(BADGE.controlRoom, 'GET', '/api/v1/incidents')).body.data[0], 90_000)
  const control = { pairing: 'DEMO-CONTROL', person: BADGE.controlRoom, viewport: LANDSCAPE }
  const musters = (await story.as(BADGE.controlRoom, 'GET', '/api/v1/musters')).body.data
  await rounds([
    { pairing: 'DEMO-BOARD', viewport: LANDSCAPE, shots: [['board_leak', '/board']] },
    { pairing: 'DEMO-GATE-GAS2', shots: [['gate_closed', '/gate'], ['gate_closed_deny', '/gate', badging(OPERATOR)]] },
    { pairing: 'DEMO-WORKSHOP', person: BADGE.welder, shots: [['permit_suspended', `/permits/${permit}`]] },
    {
      ...control,
      shots: [
        ['control_room', '/control'], ['incidents', '/incidents'], ['incident', `/incidents/${incident.id}`],
        ['muster', musters[0] ? `/muster/${musters[0].id}` : '/muster'], ['inbox', '/inbox'],
      ],
    },
  ])
  await terminals([
    ['console', 'tui', 160, 50, /▸1/],
    ['console_alarms', 'tui --view alarms', 160, 50, /▸2/],
    ['console_small', 'tui --view alarms', 80, 24, /▸2/],
    ['wall', 'wall', 160, 50, /\S/],
  ])
}

/** `gate_deny` becomes "Gate deny": the page is for looking, its words are the file names. */
function writePage(): void {
  const sections = headings.map((name) => {
    const title = name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ')
    const images = LOCALES.map((locale) => `![${title}, ${locale}](pictures/${name}_${locale}.png)`)
    return `## ${title}\n\n${images.join('\n')}\n`
  })
  const opening = '# Screens\n\nThe demo plant on an ordinary day and with gas leaking in gas area 2. `npm run pictures` makes them again.\n'
  writeFileSync(join(root, 'docs/pictures.md'), [opening, ...sections].join('\n'))
}

try {
  mkdirSync(folder, { recursive: true })
  plant.startField()
  await plant.startServer()
  browser = await openBrowser()
  const permit = await ordinaryDay()
  await usual(permit)
  await leak(permit)
  writePage()
} finally {
  await browser!?.close()
  await plant.stop()
}

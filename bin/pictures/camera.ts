import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Browser, Page } from 'playwright'
import sharp from 'sharp'
import { badge, openKiosk, PORTRAIT } from '#tests/support/kiosk_browser'
import type { RunningPlant } from '#tests/support/running_plant'
import { photographTerminal } from '#tests/support/terminal_picture'
import { TmuxTerminal } from '#tests/support/tmux_terminal'
import type { Known, Round, Terminal } from './rounds.js'

const LOCALES = ['en', 'zh-CN'] as const
const PIN = '246810'
const docs = join(import.meta.dirname, '../../docs')
const fileOf = (name: string, locale: string) => join(docs, 'pictures', `${name}_${locale}.png`)

/** Photographs pages and terminals of a running plant, in both languages. `wanted`: only these; empty is all. */
export class Camera {
  constructor(
    readonly plant: RunningPlant,
    readonly browser: Browser,
    readonly wanted: readonly string[]
  ) {}

  wants(name: string): boolean {
    return this.wanted.length === 0 || this.wanted.includes(name)
  }

  async pages(rounds: Round[], known: Known): Promise<void> {
    const asked = rounds.map((round) => ({ ...round, shots: round.shots.filter(([name]) => this.wants(name)) })).filter(({ shots }) => shots.length > 0)
    for (const locale of LOCALES) for (const round of asked) await this.#photograph(round, locale, known)
  }

  async terminals(terminals: Terminal[], token: string): Promise<void> {
    for (const locale of LOCALES)
      for (const [name, command, columns, rows, ready] of terminals.filter(([one]) => this.wants(one))) {
        const terminal = new TmuxTerminal()
        try {
          const line = `node build/ace.js ${command} --url ${this.plant.url} --lang ${locale === 'en' ? 'en' : 'zh'}`
          await terminal.start(line, { columns, rows, env: { REDLINE_TOKEN: token } })
          await terminal.until(name, (text) => ready.test(text))
          await pause(command === 'wall' ? 8_000 : 2_000)
          await photographTerminal(await terminal.painted(), { columns, rows }, fileOf(name, locale))
          await this.#keep(name, locale, readFileSync(fileOf(name, locale)))
        } finally {
          await terminal.stop()
        }
      }
  }

  async #photograph({ pairing, person, viewport = PORTRAIT, shots }: Round, locale: (typeof LOCALES)[number], known: Known): Promise<void> {
    const { page, context } = await openKiosk(this.browser, this.plant, pairing, { locale, viewport })
    try {
      if (person) await this.#signIn(page, person)
      for (const [name, path, prepare] of shots) {
        try {
          await page.goto(`${this.plant.url}${typeof path === 'string' ? path : path(known)}`)
          await settle(page)
          await prepare?.(page, known)
          await this.#keep(name, locale, await page.screenshot())
        } catch (error) {
          // One screen that cannot be reached must not cost the others; the run says so at its end.
          console.error(`${name}_${locale}: ${error}`)
          process.exitCode = 1
        } finally {
          await context.setOffline(false)
        }
      }
    } finally {
      await context.close()
    }
  }

  async #signIn(page: Page, person: string): Promise<void> {
    await page.goto(`${this.plant.url}/sign-in`)
    await page.locator('.shell').waitFor()
    await badge(page, person)
    await page.locator('[data-key="1"]').waitFor()
    for (const digit of PIN) await page.locator(`[data-key="${digit}"]`).first().click()
    await page.waitForURL((url) => url.pathname !== '/sign-in')
  }

  async #keep(name: string, locale: string, png: Buffer): Promise<void> {
    await sharp(png).png({ palette: true, colours: 128, effort: 8, compressionLevel: 9 }).toFile(fileOf(name, locale))
    console.log(`${name}_${locale}`)
  }
}

/** The page stands with what it asked for: nothing on it still waits. */
async function settle(page: Page): Promise<void> {
  await page.waitForLoadState('load')
  await pause(1_000)
  await page.locator('main .waiting[aria-busy="true"]:not(section *)').first().waitFor({ state: 'detached', timeout: 15_000 })
  await pause(1_000)
}

/** `gate_deny` becomes "Gate deny": the page is for looking, its words are the file names. */
export function writePage(names: string[]): void {
  const sections = names
    .filter((name) => LOCALES.every((locale) => existsSync(fileOf(name, locale))))
    .map((name) => {
      const title = name.charAt(0).toUpperCase() + name.slice(1).replaceAll('_', ' ')
      const images = LOCALES.map((locale) => `![${title}, ${locale}](pictures/${name}_${locale}.png)`)
      return `## ${title}\n\n${images.join('\n')}\n`
    })
  const opening =
    '# Screens\n\nThe demo plant on an ordinary day, with gas leaking in gas area 2, in a drill, and with two thousand alarms at once. `npm run pictures` makes them again, ' +
    '`npm run pictures -- gate_deny hazards` only these.\n'
  writeFileSync(join(docs, 'pictures.md'), [opening, ...sections].join('\n'))
}

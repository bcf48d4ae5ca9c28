import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright'
import { BADGE } from '#tests/support/demo_story'
import { badge, LANDSCAPE, type PORTRAIT } from '#tests/support/kiosk_browser'

export const PHONE = { width: 390, height: 844 }
export const OPERATOR = '10001014'

/** What the story has made by the time a page is opened. */
export interface Known {
  permit: string
  permitCode: string
  hazard: string
  incident: string
  muster: string
}

export type Shot = [name: string, path: string | ((known: Known) => string), prepare?: (page: Page, known: Known) => Promise<void>]

/** Pages of one screen: `pairing` says which kiosk it is, `none` is a phone. */
export interface Round {
  pairing: string
  person?: string
  viewport?: typeof PORTRAIT
  shots: Shot[]
}

/** `ready`: the terminal stands when its screen says this. */
export type Terminal = [name: string, command: string, columns: number, rows: number, ready: RegExp]

const badging = (code: string) => async (page: Page) => {
  await badge(page, code)
  await page.locator('.verdict').waitFor()
  await pause(400)
}
const place = (page: Page) => page.locator('[data-value="GAS2"]').click().then(() => pause(500))
const tab = (index: number) => async (page: Page) => {
  await page.getByRole('tab').nth(index).click()
  await page.locator('.waiting').waitFor({ state: 'detached' })
}
const scanPermit = async (page: Page, { permitCode }: Known) => {
  await badge(page, permitCode)
  await page.locator('.verdict').waitFor()
  await pause(400)
}
const menu = async (page: Page) => {
  await page.getByRole('button', { name: /菜单|Menu/ }).click()
  await page.getByRole('navigation').last().waitFor()
}
const giving = async (page: Page) => {
  await page.locator('[data-do="give"] button').click()
  await page.locator('[role=radiogroup]').first().waitFor()
}
/** The network is gone while the page stands; it comes back with the next page. */
const cutOff = async (page: Page) => {
  await page.context().setOffline(true)
  await tab(1)(page)
  await page.locator('.failure').waitFor()
}

const gate = { pairing: 'DEMO-GATE-GAS2' }
const workshop = { pairing: 'DEMO-WORKSHOP' }
const phone = { pairing: 'none', viewport: PHONE }

export const ORDINARY: Round[] = [
  { ...gate, shots: [['gate_idle', '/gate'], ['gate_grant', '/gate', badging(OPERATOR)], ['gate_deny', '/gate', badging(BADGE.expired)]] },
  { ...gate, viewport: LANDSCAPE, shots: [['gate_guard', '/gate/guard']] },
  { ...workshop, shots: [['home_signed_out', '/'], ['equipment_check', '/equipment/check']] },
  {
    ...workshop,
    person: BADGE.welder,
    shots: [
      ['home', '/'], ['permits', '/permits'], ['permit_new', '/permits/new', place], ['permit_issued', ({ permit }) => `/permits/${permit}`],
      ['permit_print', ({ permit }) => `/permits/${permit}/print`], ['hazards', '/hazards'], ['hazards_empty', '/hazards', tab(1)],
      ['hazards_cut_off', '/hazards', cutOff], ['hazard_new', '/hazards/new'], ['hazard', ({ hazard }) => `/hazards/${hazard}`],
      ['scan', '/scan'], ['area', '/area/GAS2'],
    ],
  },
  {
    ...workshop,
    person: BADGE.guardian,
    shots: [['permit_verify', '/permits/verify'], ['permit_verified', '/permits/verify', scanPermit]],
  },
  { ...workshop, person: BADGE.administrator, shots: [['gallery', '/gallery']] },
  { ...workshop, person: BADGE.safety, shots: [['hazard_dispatch', ({ hazard }) => `/hazards/${hazard}`, giving]] },
  {
    ...workshop,
    person: BADGE.safetyDirector,
    viewport: LANDSCAPE,
    shots: [
      ['risks', '/risks'], ['rules', '/rules'], ['rule', '/rules/HAZARD-CLUSTER'], ['rule_new', '/rules/new'], ['trends', '/trends?point=GAS2.AT201.CO'],
      ['predictions', '/predictions'], ['bypasses', '/bypasses'], ['blind_spots', '/blind-spots'], ['drills', '/drills'], ['stays', '/stays'],
      ['permit_distribution', '/permits/distribution'], ['stops', '/stops'],
    ],
  },
  { ...workshop, person: BADGE.safetyDirector, shots: [['rule_upright', '/rules/HAZARD-CLUSTER'], ['trends_upright', '/trends?point=GAS2.AT201.CO']] },
  { ...workshop, person: BADGE.administrator, viewport: LANDSCAPE, shots: [['sources', '/sources'], ['source', '/sources/GAS-GW'], ['menu', '/', menu]] },
  {
    ...phone,
    person: BADGE.director,
    shots: [
      ['phone_mine', '/phone'], ['phone_permit', ({ permit }) => `/permits/${permit}`], ['phone_hazard', ({ hazard }) => `/hazards/${hazard}`],
      ['phone_report', '/hazards/new'], ['phone_scan', '/scan'], ['phone_area', '/area'], ['phone_inbox', '/inbox'],
      ['phone_stays', '/stays'], ['phone_bypasses', '/bypasses'],
    ],
  },
  { pairing: 'DEMO-BOARD', viewport: LANDSCAPE, shots: [['board', '/board']] },
]

export const LEAK: Round[] = [
  { pairing: 'DEMO-BOARD', viewport: LANDSCAPE, shots: [['board_leak', '/board']] },
  { ...gate, shots: [['gate_closed', '/gate'], ['gate_closed_deny', '/gate', badging(OPERATOR)]] },
  { ...workshop, person: BADGE.welder, shots: [['permit_suspended', ({ permit }) => `/permits/${permit}`], ['card', '/cards/GAS-GATE']] },
  { ...phone, person: BADGE.director, shots: [['phone_leak', '/phone']] },
  {
    pairing: 'DEMO-CONTROL',
    person: BADGE.controlRoom,
    viewport: LANDSCAPE,
    shots: [
      ['control_room', '/control'], ['incidents', '/incidents'], ['incident', ({ incident }) => `/incidents/${incident}`],
      ['musters', '/muster'], ['muster', ({ muster }) => `/muster/${muster}`], ['inbox', '/inbox'],
    ],
  },
]

export const TERMINALS: Terminal[] = [
  ['console', 'tui', 160, 50, /▸1/],
  ['console_alarms', 'tui --view alarms', 160, 50, /▸2/],
  ['console_small', 'tui --view alarms', 80, 24, /▸2/],
  ['console_rules', 'tui --view rules', 160, 50, /[●◐○] .*v\d/],
  ['console_trend', 'tui --view trend --of GAS2.AT201.CO', 160, 50, /└.*┬/],
  ['console_load', 'tui --view load', 80, 24, /≤ 10/],
  ['console_sources', 'tui --view sources --of GAS-GW', 160, 50, /GAS-GW[^]*ppm/],
  ['wall', 'wall', 160, 50, /\S/],
]

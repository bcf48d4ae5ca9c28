import { setTimeout as pause } from 'node:timers/promises'
import type { Page } from 'playwright'
import { BADGE } from '#tests/support/demo_story'
import { LANDSCAPE } from '#tests/support/kiosk_browser'
import { PHONE, type Round, type Terminal } from './rounds.js'

const BROKEN = '/checks/GAS2.AT202.CO'
const control = { pairing: 'DEMO-CONTROL', person: BADGE.controlRoom }
const gate = { pairing: 'DEMO-GATE-GAS2' }
const board = { pairing: 'DEMO-BOARD' }

const record = async (page: Page) => {
  await page.locator('[data-kind="bump_test"] button').click()
  for (const [field, value] of [['concentration', '50'], ['before', '0'], ['after', '48']] as const) {
    await page.locator(`[data-field="${field}"]`).click()
    for (const key of value) await page.locator(`.sheet [data-key="${key}"]`).click()
  }
  await page.locator('.sheet [data-passed="true"]').click()
}
const everyDetector = async (page: Page) => {
  await page.getByRole('tab').last().click()
  await page.locator('main li').nth(8).waitFor()
}
const openGroup = async (page: Page) => {
  await page.locator('li.group .head').first().click()
  await page.locator('li.group li.alarm').first().waitFor()
  await pause(1_000)
}
const sheet = (what: 'acknowledge' | 'shelve' | 'out_of_service') => async (page: Page) => {
  await openGroup(page)
  await page.locator('li.group li.alarm').first().getByRole('button', { name: /更多操作|More actions/ }).click()
  await page.locator(`.sheet [data-value="${what}"]`).click()
  if (what === 'acknowledge') return
  await page.locator('.sheet [data-value="maintenance"]').click()
  await page.locator('.sheet [data-value="60"]').click()
}

export const CHECKS: Round[] = [
  { ...control, viewport: LANDSCAPE, shots: [['checks', '/checks'], ['check', BROKEN], ['check_record', BROKEN, record]] },
  { ...control, shots: [['checks_upright', '/checks', everyDetector], ['check_record_upright', BROKEN, record]] },
  { pairing: 'none', person: BADGE.safety, viewport: PHONE, shots: [['phone_checks', '/checks'], ['phone_check', BROKEN]] },
]

export const DRILL: Round[] = [
  { ...control, viewport: LANDSCAPE, shots: [['control_room_drill', '/control'], ['drill_running', '/drills']] },
  { ...control, shots: [['control_room_drill_upright', '/control'], ['drill_running_upright', '/drills']] },
  { ...board, viewport: LANDSCAPE, shots: [['board_drill', '/board']] },
  { ...gate, shots: [['gate_drill', '/gate']] },
  { pairing: 'none', person: BADGE.guardian, viewport: PHONE, shots: [['phone_drill', '/drills']] },
]
export const DRILL_TERMINALS: Terminal[] = [
  ['console_drill', 'tui', 160, 50, /▸1/],
  ['console_drill_small', 'tui', 80, 24, /▸1/],
  ['wall_drill', 'wall', 160, 50, /\S/],
  ['wall_drill_small', 'wall', 80, 24, /\S/],
]

export const FLOOD: Round[] = [
  {
    ...control,
    viewport: LANDSCAPE,
    shots: [
      ['control_room_flood', '/control'], ['control_room_group', '/control', openGroup], ['alarm_acknowledge', '/control', sheet('acknowledge')],
      ['alarm_shelve', '/control', sheet('shelve')], ['alarm_out_of_service', '/control', sheet('out_of_service')],
    ],
  },
  { ...control, shots: [['control_room_flood_upright', '/control'], ['alarm_shelve_upright', '/control', sheet('shelve')]] },
  { ...gate, shots: [['gate_flood', '/gate']] },
  { ...gate, viewport: LANDSCAPE, shots: [['gate_flood_wide', '/gate']] },
  { ...board, viewport: LANDSCAPE, shots: [['board_flood', '/board']] },
  { ...board, shots: [['board_flood_upright', '/board']] },
  { pairing: 'none', person: BADGE.director, viewport: PHONE, shots: [['phone_flood', '/phone']] },
]
export const FLOOD_TERMINALS: Terminal[] = [
  ['console_flood', 'tui --view alarms', 160, 50, /▸2/],
  ['console_flood_small', 'tui --view alarms', 80, 24, /▸2/],
  ['wall_flood', 'wall', 160, 50, /\S/],
  ['wall_flood_small', 'wall', 80, 24, /\S/],
]

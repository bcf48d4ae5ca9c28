import logger from '@adonisjs/core/services/logger'
import { registerMine } from '#app/board/mine'
import { registerTile } from '#app/board/tiles'
import type { Room } from '#app/kernel/room'
import { registerKpi } from '#app/reports/index'
import { escalateHazards } from '#modules/hazards/actions/escalate_hazards'
import { registerDispatchRules, registerHazardTypes } from '#modules/hazards/definitions/hazard_types'
import { registerHazardsImport } from '#modules/hazards/imports/hazards'
import { registerHazardIndicators } from '#modules/hazards/indicators'
import { completionRate, hazardsMine, hazardsTile, onTimeRate } from '#modules/hazards/queries/board_tile'
import { registerHazardRules } from '#modules/hazards/rules'

const ESCALATION_SCAN_MS = 60_000

let timer: NodeJS.Timeout | null = null

export const room: Room = {
  name: 'hazards',
  register() {
    registerHazardRules()
    registerHazardIndicators()
    registerHazardTypes()
    registerDispatchRules()
    registerHazardsImport()
    registerTile('hazards', hazardsTile)
    registerMine('hazards', hazardsMine)
    registerKpi({ code: 'hazards.completion_rate', unit: '%', target: 100, good: 'up', compute: completionRate })
    registerKpi({ code: 'hazards.on_time_rate', unit: '%', target: 95, good: 'up', compute: onTimeRate })
  },
  async ready() {
    const scan = () => void escalateHazards().catch((error) => logger.error({ err: error }, 'hazards could not be escalated'))
    scan()
    timer = setInterval(scan, ESCALATION_SCAN_MS)
  },
  async shutdown() {
    if (timer) clearInterval(timer)
  },
}

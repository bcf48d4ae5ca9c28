import { registerMine } from '#app/board/mine'
import { registerAreaFacet, registerTile } from '#app/board/tiles'
import { registerBypassSource } from '#app/bypasses/index'
import type { Room } from '#app/kernel/room'
import { registerKpi } from '#app/reports/index'
import { registerEmergencyPlans } from '#modules/risks/definitions/emergency_plans'
import { registerRiskPoints } from '#modules/risks/definitions/risk_points'
import { registerRisksImport } from '#modules/risks/imports/risks'
import { listenToAlarms } from '#modules/risks/listeners/on_alarms'
import { listenToAnswers } from '#modules/risks/listeners/on_answers'
import { LevelWatch } from '#modules/risks/level/watch'
import { gradeFacet } from '#modules/risks/queries/area_grades'
import { waivedTasks } from '#modules/risks/queries/waived_tasks'
import { incidentsIn, incidentsMine, incidentsTile } from '#modules/risks/queries/incidents'
import { ruleTasksMine } from '#modules/risks/queries/rule_tasks'
import { registerRiskRules } from '#modules/risks/rules'

const levels = new LevelWatch()

export const room: Room = {
  name: 'risks',
  register() {
    registerRiskRules()
    registerEmergencyPlans()
    registerRiskPoints()
    registerRisksImport()
    listenToAlarms()
    listenToAnswers()
    registerTile('incidents', incidentsTile)
    registerAreaFacet('risks', gradeFacet)
    registerBypassSource('risks.waived', waivedTasks)
    registerMine('risks', incidentsMine)
    registerMine('risks.rule_tasks', ruleTasksMine)
    registerKpi({ code: 'risks.incidents', unit: '1/d', target: 0, good: 'down', compute: incidentsIn })
  },
  async ready() {
    levels.start()
  },
  async shutdown() {
    await levels.stop()
  },
}

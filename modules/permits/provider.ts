import { registerMine } from '#app/board/mine'
import { registerAreaFacet, registerTile } from '#app/board/tiles'
import type { Room } from '#app/kernel/room'
import { registerKpi } from '#app/reports/index'
import { registerForesight } from '#app/rules/registry'
import { registerCoSource, registerPermitSource } from '#modules/personnel/index'
import { coPoints } from '#modules/telemetry/index'
import { registerHotWorkLevels } from '#modules/permits/definitions/hot_work_levels'
import { permitKeys } from '#modules/permits/keys'
import { listenToAlarms } from '#modules/permits/listeners/on_alarms'
import { listenToPresence } from '#modules/permits/listeners/on_presence'
import { permitAdmits } from '#modules/permits/queries/active_permits'
import { permitFacet, permitsTile } from '#modules/permits/queries/board_tile'
import { highRiskPermits, onTimeApprovals, permitsOfLevel } from '#modules/permits/queries/kpis'
import { permitsMine } from '#modules/permits/queries/mine'
import { wouldHaveStopped } from '#modules/permits/queries/would_have_stopped'
import { PermitRunner } from '#modules/permits/runner'

const runner = new PermitRunner()

export const room: Room = {
  name: 'permits',
  register() {
    registerHotWorkLevels()
    listenToAlarms()
    listenToPresence()
    registerTile('permits', permitsTile)
    registerAreaFacet('permits', permitFacet)
    registerMine('permits', permitsMine)
    registerPermitSource(permitAdmits)
    registerForesight(wouldHaveStopped)
    registerCoSource(coPoints)
    registerKpi({ code: 'permits.high_risk_active', unit: '', target: null, good: 'down', compute: highRiskPermits })
    for (const level of ['L1', 'L2', 'L3'])
      registerKpi({ code: `permits.active_${level.toLowerCase()}`, unit: '', target: null, good: 'down', compute: permitsOfLevel(level) })
    registerKpi({ code: 'permits.on_time_approvals', unit: '%', target: 95, good: 'up', compute: onTimeApprovals })
  },
  async ready() {
    permitKeys()
    runner.start()
  },
  async shutdown() {
    await runner.stop()
  },
}

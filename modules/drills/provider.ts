import { registerTile } from '#app/board/tiles'
import type { Room } from '#app/kernel/room'
import { listenToAlarms } from '#modules/drills/listeners/on_alarms'
import { drillTile } from '#modules/drills/queries/drill_tile'
import { DrillRunner } from '#modules/drills/runner'

const runner = new DrillRunner()

export const room: Room = {
  name: 'drills',
  register() {
    listenToAlarms()
    registerTile('drill', drillTile)
  },
  async ready() {
    runner.start()
  },
  async shutdown() {
    await runner.stop()
  },
}

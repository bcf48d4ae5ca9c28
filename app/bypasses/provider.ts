import type { Room } from '#app/kernel/room'
import { listenToEnds } from '#app/bypasses/listeners/on_end'
import { BypassRunner } from '#app/bypasses/runner'

const runner = new BypassRunner()

export const room: Room = {
  name: 'bypasses',
  register() {
    listenToEnds()
  },
  async ready() {
    runner.start()
  },
  async shutdown() {
    await runner.stop()
  },
}

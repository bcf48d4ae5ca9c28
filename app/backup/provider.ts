import type { Room } from '#app/kernel/room'
import { markServer, unmarkServer } from '#app/backup/server_lock'
import { dataPath } from '#config/data'

export const serverLockFile = (): string => dataPath('server.pid')

export const room: Room = {
  name: 'backup',
  async ready() {
    markServer(serverLockFile())
  },
  async shutdown() {
    unmarkServer(serverLockFile())
  },
}

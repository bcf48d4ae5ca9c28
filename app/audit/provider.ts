import type { Room } from '#app/kernel/room'
import { AuditCheckpointer } from '#app/audit/checkpointer'
import { appKey } from '#config/app'
import { dataPath } from '#config/data'

export const checkpointFile = (): string => dataPath('audit', 'head.json')

let checkpointer: AuditCheckpointer | null = null

export const room: Room = {
  name: 'audit',
  async ready() {
    checkpointer = new AuditCheckpointer(checkpointFile(), String(appKey))
    checkpointer.start()
  },
  async shutdown() {
    await checkpointer?.stop()
  },
}

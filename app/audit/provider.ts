import { registerHeart } from '#app/kernel/hearts'
import type { Room } from '#app/kernel/room'
import { AuditCheckpointer } from '#app/audit/checkpointer'
import { appKey } from '#config/app'
import { dataPath } from '#config/data'

export const checkpointFile = (): string => dataPath('audit', 'head.json')

/** The checkpoint is due each second. */
const CHECKPOINT_LATE_MS = 10_000

let checkpointer: AuditCheckpointer | null = null

export const room: Room = {
  name: 'audit',
  register() {
    registerHeart('audit', () => {
      const ageMs = checkpointer?.ageMs ?? null
      return { ok: ageMs !== null && ageMs < CHECKPOINT_LATE_MS, ageMs }
    })
  },
  async ready() {
    checkpointer = new AuditCheckpointer(checkpointFile(), String(appKey))
    checkpointer.start()
  },
  async shutdown() {
    await checkpointer?.stop()
  },
}

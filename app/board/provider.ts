import db from '@adonisjs/lucid/services/db'
import { clock } from '#app/kernel/clock'
import type { Room } from '#app/kernel/room'
import { BoardStream } from '#app/board/stream'
import { registerKpi } from '#app/reports/index'
import { registerSight } from '#app/board/blind_spots'
import { deviceSight } from '#app/board/queries/device_sight'
import { bypassCount } from '#app/board/queries/bypasses_tile'
import { registerHeart } from '#app/kernel/hearts'

/** An open duty older than this is late: something that should have followed from an event has not. */
const OUTBOX_LATE_MS = 10_000

const stream = new BoardStream()

export const room: Room = {
  name: 'board',
  register() {
    registerSight('devices', deviceSight)
    registerKpi({ code: 'bypasses.open', unit: '', target: 5, good: 'down', compute: bypassCount(false) })
    registerKpi({ code: 'bypasses.overdue', unit: '', target: 0, good: 'down', compute: bypassCount(true) })
    registerHeart('outbox', async () => {
      const oldest = await db.from('outbox_deliveries').where('status', 'open').min('next_attempt_at as at').first()
      const ageMs = oldest?.at ? Math.max(0, clock.now() - Number(oldest.at)) : 0
      return { ok: ageMs < OUTBOX_LATE_MS, ageMs }
    })
  },
  async ready() {
    stream.start()
  },
  async shutdown() {
    stream.stop()
  },
}

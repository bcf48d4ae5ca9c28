import logger from '@adonisjs/core/services/logger'
import type { Room } from '#app/kernel/room'
import { lookAhead } from '#app/predictions/actions/look_ahead'

const SWEEP_MS = 20_000

let timer: NodeJS.Timeout | null = null
let looking = false

async function sweep(): Promise<void> {
  if (looking) return
  looking = true
  await lookAhead().catch((error: unknown) => logger.error({ err: error }, 'predictions could not be swept'))
  looking = false
}

export const room: Room = {
  name: 'predictions',
  async ready() {
    timer = setInterval(() => void sweep(), SWEEP_MS)
  },
  async shutdown() {
    if (timer) clearInterval(timer)
  },
}

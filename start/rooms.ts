import type { ApplicationService } from '@adonisjs/core/types'
import type { Room } from '#app/kernel/room'
import { room as attachments } from '#app/attachments/provider'
import { room as audit } from '#app/audit/provider'
import { room as backup } from '#app/backup/provider'
import { room as board } from '#app/board/provider'
import { room as bypasses } from '#app/bypasses/provider'
import { room as identity } from '#app/identity/provider'
import { room as integrations } from '#app/integrations/provider'
import { room as kernel } from '#app/kernel/provider'
import { room as notifications } from '#app/notifications/provider'
import { room as predictions } from '#app/predictions/provider'
import { room as plant } from '#app/plant/provider'
import { room as rules } from '#app/rules/provider'
import { room as drills } from '#modules/drills/provider'
import { room as hazards } from '#modules/hazards/provider'
import { room as permits } from '#modules/permits/provider'
import { room as personnel } from '#modules/personnel/provider'
import { room as risks } from '#modules/risks/provider'
import { room as telemetry } from '#modules/telemetry/provider'
import { migrate } from '#start/migrate'

/** The house, floor by floor from below. The only place that knows every room. */
export const rooms: Room[] = [
  kernel,
  audit,
  identity,
  plant,
  attachments,
  notifications,
  rules,
  backup,
  integrations,
  bypasses,
  predictions,
  board,
  telemetry,
  personnel,
  permits,
  hazards,
  risks,
  drills,
]

export default class RoomsProvider {
  #awake: Room[] = []

  constructor(protected app: ApplicationService) {}

  /** The schema is brought up to date before the server listens; then rooms register with each other. */
  async start() {
    if (this.app.getEnvironment() === 'web') await migrate(this.app)
    for (const room of rooms) room.register?.()
  }

  async ready() {
    if (this.app.getEnvironment() !== 'web') return
    for (const room of rooms) {
      await room.ready?.()
      this.#awake.push(room)
    }
  }

  /** From the top down; a room that fails to stop doesn't keep the others from it. */
  async shutdown() {
    const failures: unknown[] = []
    for (const room of this.#awake.reverse()) {
      try {
        await room.shutdown?.()
      } catch (error) {
        failures.push(error)
      }
    }
    this.#awake = []
    if (failures.length > 0) throw new AggregateError(failures, 'rooms failed to stop')
  }
}

import logger from '@adonisjs/core/services/logger'
import { OutboxDispatcher } from '#app/kernel/dispatcher'
import type { Room } from '#app/kernel/room'

let dispatcher: OutboxDispatcher | null = null
const spentListeners = new Set<(event: string, subscriber: string, error: string) => void>()

/** A delivery that was given up: hang an alarm on it. */
export function onDeliverySpent(listener: (event: string, subscriber: string, error: string) => void): void {
  spentListeners.add(listener)
}

export const room: Room = {
  name: 'kernel',
  async ready() {
    dispatcher = new OutboxDispatcher(({ event, subscriber, error }) => {
      logger.error({ event, subscriber, error }, 'a duty was given up')
      for (const listener of spentListeners) listener(event, subscriber, error)
    })
    dispatcher.start()
  },
  async shutdown() {
    await dispatcher?.stop()
  },
}

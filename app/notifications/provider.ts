import env from '#start/env'
import type { Room } from '#app/kernel/room'
import { configuredChannels } from '#app/notifications/channels/configured'
import { registerTeamDefinitions } from '#app/notifications/definitions'
import { NoticeSender } from '#app/notifications/sender'

let sender: NoticeSender | null = null

export const room: Room = {
  name: 'notifications',
  register() {
    registerTeamDefinitions()
  },
  async ready() {
    sender = new NoticeSender(configuredChannels(), env.get('PUBLIC_URL', `http://localhost:${env.get('PORT')}`))
    sender.start()
  },
  async shutdown() {
    await sender?.stop()
  },
}

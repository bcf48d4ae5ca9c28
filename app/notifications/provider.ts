import env from '#start/env'
import type { Room } from '#app/kernel/room'
import { configuredChannels } from '#app/notifications/channels/configured'
import { registerEscalationDefinitions } from '#app/notifications/definitions/escalations'
import { registerTeamDefinitions } from '#app/notifications/definitions/teams'
import { registerWebhookDefinitions } from '#app/notifications/definitions/webhooks'
import { EscalationRunner } from '#app/notifications/escalation_runner'
import { NoticeSender } from '#app/notifications/sender'

let sender: NoticeSender | null = null
const escalations = new EscalationRunner()

export const room: Room = {
  name: 'notifications',
  register() {
    registerTeamDefinitions()
    registerWebhookDefinitions()
    registerEscalationDefinitions()
  },
  async ready() {
    sender = new NoticeSender(configuredChannels(), env.get('PUBLIC_URL', `http://localhost:${env.get('PORT')}`))
    sender.start()
    escalations.start()
  },
  async shutdown() {
    await escalations.stop()
    await sender?.stop()
  },
}

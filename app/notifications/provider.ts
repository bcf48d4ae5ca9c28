import env from '#start/env'
import type { Room } from '#app/kernel/room'
import { emailChannel } from '#app/notifications/channels/email'
import { registerTeamDefinitions } from '#app/notifications/definitions'
import { NoticeSender } from '#app/notifications/sender'

let sender: NoticeSender | null = null

export const room: Room = {
  name: 'notifications',
  register() {
    registerTeamDefinitions()
  },
  async ready() {
    const email = emailChannel({
      host: env.get('SMTP_HOST'),
      port: env.get('SMTP_PORT', 25),
      username: env.get('SMTP_USERNAME'),
      password: env.get('SMTP_PASSWORD'),
      from: env.get('MAIL_FROM', 'redline@localhost'),
    })
    sender = new NoticeSender([email], env.get('PUBLIC_URL', `http://localhost:${env.get('PORT')}`))
    sender.start()
  },
  async shutdown() {
    await sender?.stop()
  },
}

import { createTransport } from 'nodemailer'
import type { Channel, OutgoingNotice } from '#app/notifications/channels/channel'

export interface SmtpConfig {
  host: string | undefined
  port: number
  username: string | undefined
  password: string | undefined
  from: string
}

const PRIORITY = { 1: 'high', 2: 'high', 3: 'normal', 4: 'low' } as const

/** E-mail over SMTP. Without a configured server every message fails with that reason, rather than vanish. */
export function emailChannel(config: SmtpConfig): Channel {
  const { host, port, username, password, from } = config
  const transport = host
    ? createTransport({
        host,
        port,
        secure: port === 465,
        auth: username ? { user: username, pass: password } : undefined,
        pool: true,
        maxConnections: 2,
        connectionTimeout: 5_000,
        greetingTimeout: 5_000,
        socketTimeout: 10_000,
      })
    : null

  return {
    name: 'email',
    async send({ address, subject, text, priority }: OutgoingNotice) {
      if (!transport) throw new Error('SMTP_HOST is not set')
      const { messageId } = await transport.sendMail({ from, to: address, subject, text, priority: PRIORITY[priority] })
      return messageId
    },
    close: () => transport?.close(),
  }
}

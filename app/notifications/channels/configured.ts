import env from '#start/env'
import { settingValue } from '#app/kernel/settings'
import type { Channel, ChannelName } from '#app/notifications/channels/channel'
import { emailChannel } from '#app/notifications/channels/email'
import { gatewayChannel } from '#app/notifications/channels/gateway'
import { dingtalkChannel, wecomChannel } from '#app/notifications/channels/robots'
import { webhookChannel } from '#app/notifications/channels/webhook'
import { smsGateway, voiceGateway } from '#app/notifications/settings'

const TIMEOUT_MS = 10_000
const ADDRESS = { email: 'SMTP_HOST', sms: 'SMS_URL', voice: 'VOICE_URL', dingtalk: 'DINGTALK_URL', wecom: 'WECOM_URL', webhook: 'WEBHOOK_URL' } as const

/** Whether this installation has that way out. */
export const isConfigured = (name: ChannelName): boolean => Boolean(env.get(ADDRESS[name]))

/** The channels as the environment sets them up: addresses and secrets there, the form of a gateway's HTTP in settings. */
export const configuredChannels = (): Channel[] => [
  emailChannel({
    host: env.get('SMTP_HOST'),
    port: env.get('SMTP_PORT', 25),
    username: env.get('SMTP_USERNAME'),
    password: env.get('SMTP_PASSWORD'),
    from: env.get('MAIL_FROM', 'redline@localhost'),
  }),
  at('sms', (url, timeoutMs) => gatewayChannel({ name: 'sms', url, timeoutMs, secret: env.get('SMS_SECRET'), shape: () => settingValue(smsGateway) })),
  at('voice', (url, timeoutMs) => gatewayChannel({ name: 'voice', url, timeoutMs, secret: env.get('VOICE_SECRET'), shape: () => settingValue(voiceGateway) })),
  at('dingtalk', (url, timeoutMs) => dingtalkChannel({ url, timeoutMs, secret: env.get('DINGTALK_SECRET') })),
  at('wecom', (url, timeoutMs) => wecomChannel({ url, timeoutMs })),
  at('webhook', (url, timeoutMs) => webhookChannel({ url, timeoutMs, secret: env.get('WEBHOOK_SECRET') })),
]

/** Without an address every message fails with that reason, rather than vanish. */
function at(name: Exclude<ChannelName, 'email'>, make: (url: string, timeoutMs: number) => Channel): Channel {
  const url = env.get(ADDRESS[name])
  if (url) return make(url, TIMEOUT_MS)
  return { name, send: () => Promise.reject(new Error(`${ADDRESS[name]} is not set`)), close: () => undefined }
}

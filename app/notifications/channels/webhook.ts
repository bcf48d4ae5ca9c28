import { Webhook } from 'standardwebhooks'
import { clock } from '#app/kernel/clock'
import type { Channel } from '#app/notifications/channels/channel'
import { post } from '#app/notifications/channels/post'

export interface WebhookConfig {
  url: string
  /** `whsec_…`: the other side verifies the signature with it. */
  secret: string | undefined
  /** Where the secret should stand, for who looks why nothing leaves. */
  secretName?: string
  timeoutMs: number
}

/** Another system hears of the notice, or of the data that it carries, signed after Standard Webhooks; the same id on every try. */
export function webhookChannel({ url, secret, secretName = 'WEBHOOK_SECRET', timeoutMs }: WebhookConfig): Channel {
  return {
    name: 'webhook',
    async send({ id, subject, text, priority, payload }) {
      if (!secret) throw new Error(`${secretName} is not set`)
      const at = new Date(clock.now())
      const body = JSON.stringify({ type: payload?.type ?? 'notice', timestamp: at.toISOString(), data: payload?.data ?? { id, subject, text, priority } })
      const headers = {
        'content-type': 'application/json',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign(id, at, body),
      }
      await post({ url, headers, body, timeoutMs })
      return id
    },
    close: () => undefined,
  }
}

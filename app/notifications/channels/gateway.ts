import type { Channel, OutgoingNotice } from '#app/notifications/channels/channel'
import { answerObject, post } from '#app/notifications/channels/post'
import type { GatewayShape } from '#app/notifications/settings'

export interface GatewayConfig {
  name: 'sms' | 'voice'
  url: string
  /** Stands for `{secret}` in headers and body. */
  secret: string | undefined
  timeoutMs: number
  /** How this gateway wants to be asked and how it answers. */
  shape: () => Promise<GatewayShape>
}

/** A gateway for short messages or calls: every provider's HTTP differs, so its form is a setting. */
export function gatewayChannel({ name, url, secret, timeoutMs, shape }: GatewayConfig): Channel {
  return {
    name,
    async send(notice) {
      const form = await shape()
      const values = valuesOf(notice, secret)
      const filled = fillAll(form.body, values) as Record<string, unknown>
      const isForm = form.encoding === 'form'
      const body = isForm ? new URLSearchParams(filled as Record<string, string>).toString() : JSON.stringify(filled)
      const type = isForm ? 'application/x-www-form-urlencoded' : 'application/json'
      const headers = { ...(fillAll(form.headers, values) as Record<string, string>), 'content-type': type, 'idempotency-key': notice.id }
      const answer = await post({ url, headers, body, timeoutMs })
      if (!form.ok_field && !form.id_field) return null
      const content = answerObject(answer)
      if (form.ok_field && String(fieldOf(content, form.ok_field)) !== form.ok_value)
        throw new Error(`refused: ${JSON.stringify(content).slice(0, 160)}`)
      const id = form.id_field ? fieldOf(content, form.id_field) : null
      return id === null || id === undefined ? null : String(id)
    },
    close: () => undefined,
  }
}

const valuesOf = (notice: OutgoingNotice, secret = ''): Record<string, string> => ({
  phone: notice.address,
  text: notice.text,
  id: notice.id,
  priority: String(notice.priority),
  secret,
})

/** Puts the values in the places `{name}`, in strings at any depth. Pure. */
function fillAll(template: unknown, values: Record<string, string>): unknown {
  if (typeof template === 'string') return template.replaceAll(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole)
  if (Array.isArray(template)) return template.map((one) => fillAll(one, values))
  if (template !== null && typeof template === 'object')
    return Object.fromEntries(Object.entries(template).map(([key, value]) => [key, fillAll(value, values)]))
  return template
}

/** `data.id` */
const fieldOf = (content: unknown, path: string): unknown =>
  path.split('.').reduce<unknown>((value, name) => (value as Record<string, unknown> | null | undefined)?.[name], content)

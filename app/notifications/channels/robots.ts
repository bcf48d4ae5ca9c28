import { createHmac } from 'node:crypto'
import { clock } from '#app/kernel/clock'
import type { Channel } from '#app/notifications/channels/channel'
import { answerObject, post } from '#app/notifications/channels/post'

export interface RobotConfig {
  /** The robot's address as its group shows it; it holds a key. */
  url: string
  timeoutMs: number
}

const JSON_TYPE = { 'content-type': 'application/json' }
/** Both robots refuse more than about 2 000 characters. */
const LONGEST_TEXT = 1_900

/** DingTalk (钉钉) group robot with the signature that its security settings ask for. */
export function dingtalkChannel({ url, timeoutMs, secret }: RobotConfig & { secret: string | undefined }): Channel {
  return {
    name: 'dingtalk',
    async send({ text, mentions }) {
      // The robot calls only those whose number stands in the text as well.
      const called = mentions.map((phone) => `@${phone}`).join(' ')
      const content = [text.slice(0, LONGEST_TEXT), called].filter(Boolean).join('\n')
      const body = JSON.stringify({ msgtype: 'text', text: { content }, at: { atMobiles: mentions, isAtAll: false } })
      const answer = answerObject(await post({ url: secret ? signed(url, secret) : url, headers: JSON_TYPE, body, timeoutMs }))
      return accepted(answer)
    },
    close: () => undefined,
  }
}

/** WeCom (企业微信) group robot: its key is in the address. */
export function wecomChannel({ url, timeoutMs }: RobotConfig): Channel {
  return {
    name: 'wecom',
    async send({ text, mentions }) {
      const body = JSON.stringify({ msgtype: 'text', text: { content: text.slice(0, LONGEST_TEXT / 3), mentioned_mobile_list: mentions } })
      return accepted(answerObject(await post({ url, headers: JSON_TYPE, body, timeoutMs })))
    },
    close: () => undefined,
  }
}

/** `timestamp` and `sign` = Base64(HMAC-SHA256(secret, "timestamp\nsecret")), as DingTalk's robot guide has it. */
function signed(url: string, secret: string): string {
  const address = new URL(url)
  const timestamp = String(clock.now())
  address.searchParams.set('timestamp', timestamp)
  address.searchParams.set('sign', createHmac('sha256', secret).update(`${timestamp}\n${secret}`).digest('base64'))
  return address.href
}

/** Both answer HTTP 200 to everything; whether the message was taken stands in `errcode`. */
function accepted({ errcode, errmsg }: Record<string, unknown>): null {
  if (errcode !== 0) throw new Error(`errcode ${String(errcode)}: ${String(errmsg)}`)
  return null
}

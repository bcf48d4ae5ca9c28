/** In-app lies in the inbox at once; the others are carried by a sender. */
export const CHANNELS = ['email', 'sms', 'voice', 'dingtalk', 'wecom', 'webhook'] as const
export type ChannelName = (typeof CHANNELS)[number]

export interface OutgoingNotice {
  /** The delivery's id, the same on every try: a gateway that keeps to it tells nobody twice. */
  id: string
  /** Mail address or telephone number; of a group, its name. */
  address: string
  subject: string
  text: string
  priority: 1 | 2 | 3 | 4
  /** Telephone numbers of those whom a message to a group is for. */
  mentions: string[]
  /** For a machine: what kind of thing it is told, and the data, in place of the text. */
  payload?: { type: string; data: object } | null
}

/**
 * A way out. `send` resolves when the other side has taken the message, with the name it gives it, and throws with the
 * reason when it has not, within seconds.
 */
export interface Channel {
  name: ChannelName
  /** Of several channels of one name, which: its deliveries have this address, and its failures are its own. */
  lane?: string
  send(notice: OutgoingNotice): Promise<string | null>
  close(): void
}

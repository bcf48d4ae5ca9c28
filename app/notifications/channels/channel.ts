export interface OutgoingNotice {
  address: string
  subject: string
  text: string
  priority: 1 | 2 | 3 | 4
}

/** A way out. `send` resolves when the other side has taken the message, and throws with the reason when it has not. */
export interface Channel {
  name: string
  send(notice: OutgoingNotice): Promise<void>
  close(): void
}

const PUBACK = 0x40

interface Connection {
  write(bytes: Buffer): unknown
}

/** Acknowledges QoS 1 messages after their commit: what one commit covers goes out in one write for each connection. */
export class Acknowledger {
  #due = new Map<Connection, number[]>()

  /** A connection that ended meanwhile is passed over: its device sends the message again. */
  constructor(private isOpen: (connection: Connection) => boolean) {}

  acknowledge(connection: Connection, messageId: number): void {
    const ids = this.#due.get(connection)
    if (ids) {
      ids.push(messageId)
      return
    }
    if (this.#due.size === 0) setImmediate(() => this.#send())
    this.#due.set(connection, [messageId])
  }

  #send(): void {
    const due = this.#due
    this.#due = new Map()
    for (const [connection, ids] of due) {
      if (!this.isOpen(connection)) continue
      const bytes = Buffer.allocUnsafe(ids.length * 4)
      for (const [index, id] of ids.entries()) {
        bytes.writeUInt16BE((PUBACK << 8) | 2, index * 4)
        bytes.writeUInt16BE(id, index * 4 + 2)
      }
      connection.write(bytes)
    }
  }
}

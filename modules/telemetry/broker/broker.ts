/** What the engine needs of MQTT, whether the broker runs here or elsewhere. */
export interface Broker {
  start(): Promise<void>
  stop(): Promise<void>
  /** The port of the embedded broker; null for an external one. */
  readonly port: number | null
  /** Connected devices here; 1 or 0 for whether the external broker is connected. */
  readonly clients: number
  /**
   * Sends a command, as QoS 0: a broker keeps nothing for a device that is away, and what is old is never replayed to it.
   * Whether the command arrived is seen in its read-back.
   */
  publish(topic: string, payload: string | Buffer): void
}

/** Sent now; sent `again` because its acknowledgement was missed; or `kept` by the broker from before. */
export type Delivery = 'new' | 'again' | 'kept'

export interface BrokerEvents {
  /**
   * A message of a device, evaluated when this returns. QoS 1 is acknowledged once the promise resolves; when it rejects,
   * the message is not stored and its publisher must send it again.
   */
  message(topic: string, payload: Buffer, delivery: Delivery): Promise<void> | void
  /** Resolves when there is room for more; null when there is. */
  congestion(): Promise<void> | null
  /** The external broker is gone or back. */
  connection(up: boolean, error: string | null): void
}

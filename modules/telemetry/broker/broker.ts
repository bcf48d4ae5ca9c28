/** What the engine needs of MQTT, whether the broker runs here or elsewhere. */
export interface Broker {
  start(): Promise<void>
  stop(): Promise<void>
  /** The port of the embedded broker; null for an external one. */
  readonly port: number | null
  /** Connected devices here; 1 or 0 for whether the external broker is connected. */
  readonly clients: number
  publish(topic: string, payload: string): void
}

export interface BrokerEvents {
  /** A message of a device; QoS 1 is acknowledged once this resolves. */
  message(topic: string, payload: Buffer, qos: number): Promise<void> | void
  /** The external broker is gone or back. */
  connection(up: boolean, error: string | null): void
}

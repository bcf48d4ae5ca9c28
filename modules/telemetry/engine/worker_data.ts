import type { MessagePort } from 'node:worker_threads'

/** Where MQTT happens: an embedded broker that listens, an external one that we are a client of, or nowhere. */
export type MqttOptions = { host: string; port: number } | { url: string; username?: string; password?: string } | null

export interface EngineWorkerData {
  historian: MessagePort
  mqtt: MqttOptions
}

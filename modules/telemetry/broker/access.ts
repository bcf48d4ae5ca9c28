import { createHash, timingSafeEqual } from 'node:crypto'
import type { MqttCredential } from '#modules/telemetry/engine/port'

/** Whether the secret is the device's; in constant time, by its hash. */
export function holdsSecret(credential: MqttCredential, secret: Buffer | undefined): boolean {
  const found = createHash('sha256').update(secret ?? '').digest()
  const wanted = Buffer.from(credential.secretHash, 'hex')
  return found.length === wanted.length && timingSafeEqual(found, wanted)
}

/** Whether a topic lies under one of the prefixes: level by level, so that `plant/A` does not open `plant/AB`. */
export function mayUse(prefixes: readonly string[], topic: string): boolean {
  const levels = topic.split('/')
  return prefixes.some((prefix) => prefix.split('/').every((level, index) => level === levels[index]))
}

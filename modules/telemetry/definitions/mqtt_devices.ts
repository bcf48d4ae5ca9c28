import { createHash } from 'node:crypto'
import db from '@adonisjs/lucid/services/db'
import vine from '@vinejs/vine'
import { registerDefinitions } from '#app/plant/definitions'
import { touchConfig } from '#modules/telemetry/definitions/touch_config'

interface MqttDeviceDefinition {
  username: string
  /** Given once; only its hash is kept. */
  secret?: string | null
  publish: string[]
  subscribe?: string[]
  active?: boolean
}

const topics = () => vine.array(vine.string().maxLength(200)).maxLength(50)
const hashOf = (secret: string): string => createHash('sha256').update(secret).digest('hex')
const storedHash = async (username: string): Promise<string | null> =>
  (await db.from('mqtt_devices').where('username', username).first())?.secret_hash ?? null

/** `mqtt_devices.yaml`: who may connect to the embedded broker, and below which topics. */
export function registerMqttDeviceDefinitions(): void {
  registerDefinitions<MqttDeviceDefinition>({
    kind: 'mqtt_devices',
    key: 'username',
    order: 46,
    schema: vine.object({
      username: vine.string().maxLength(80),
      secret: vine.string().minLength(8).maxLength(200).nullable().optional(),
      publish: topics(),
      subscribe: topics().optional(),
      active: vine.boolean().optional(),
    }),
    secrets: { secret: async (row) => (row.secret ? (await storedHash(row.username)) === hashOf(row.secret) : true) },
    async validate(rows) {
      const faults = []
      for (const [row, { username, secret }] of rows.entries())
        if (!secret && !(await storedHash(username)))
          faults.push({ row, path: ['secret'], message: `The device ${username} is new and needs a secret.` })
      return faults
    },
    async current() {
      return (await db.from('mqtt_devices').orderBy('username')).map((row) => ({
        username: row.username,
        publish: JSON.parse(row.publish),
        subscribe: JSON.parse(row.subscribe),
        active: Boolean(row.active),
      }))
    },
    async apply(tx, rows) {
      for (const { username, secret, publish, subscribe = [], active = true } of rows) {
        const known = await tx.db.from('mqtt_devices').where('username', username).first()
        const stored = {
          username,
          secret_hash: secret ? hashOf(secret) : known.secret_hash,
          publish: JSON.stringify(publish),
          subscribe: JSON.stringify(subscribe),
          active,
        }
        await tx.db.knexQuery().insert(stored).into('mqtt_devices').onConflict('username').merge()
      }
      await touchConfig(tx)
    },
    example: { username: 'gas2-at203', secret: 'long-random-secret', publish: ['plant/GAS2/AT203'] },
  })
}

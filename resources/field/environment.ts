import { isAbsolute, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { DEFAULT_MODBUS_PORT } from '#field/station'

const root = fileURLToPath(new URL('../../', import.meta.url))

/** The same folder that the server calls `DATA_DIR`, without loading the server. */
export function fieldFolderPath(env: NodeJS.ProcessEnv = process.env): string {
  const configured = env.DATA_DIR || 'storage'
  return join(isAbsolute(configured) ? configured : join(root, configured), 'field')
}

export const modbusPort = (env: NodeJS.ProcessEnv = process.env): number =>
  Number(env.FIELD_MODBUS_PORT || DEFAULT_MODBUS_PORT)

/** An external broker where there is one, else the one embedded in the server. */
export const brokerUrl = (env: NodeJS.ProcessEnv = process.env): string =>
  env.MQTT_URL || `mqtt://${env.MQTT_HOST || '127.0.0.1'}:${env.MQTT_PORT || 1883}`

/** Port of the demo plant's mail server; null: there is none, mail goes to the plant's own. */
export const mailPort = (env: NodeJS.ProcessEnv = process.env): number | null =>
  env.FIELD_SMTP_PORT ? Number(env.FIELD_SMTP_PORT) : null

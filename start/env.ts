import { Env } from '@adonisjs/core/env'

/**
 * Everything that differs between two installations of the same version. Plant policy (limits, times, roles) is not
 * here: that is configuration in the database, with an author and a source (`node ace plant:apply`).
 */
export default await Env.create(new URL('../', import.meta.url), {
  NODE_ENV: Env.schema.enum(['development', 'production', 'test'] as const),
  HOST: Env.schema.string({ format: 'host' }),
  PORT: Env.schema.number(),
  APP_KEY: Env.schema.string(),
  LOG_LEVEL: Env.schema.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const),

  /** Folder of the databases, attachments, keys and audit checkpoints. */
  DATA_DIR: Env.schema.string.optional(),
  /** The plant's time zone: for people only; every stored instant is UTC. */
  PLANT_TZ: Env.schema.string.optional(),
  /** `true` behind TLS: cookies are then sent over https only. */
  SECURE_COOKIES: Env.schema.boolean.optional(),
  /** Address people reach the server at, for links in messages and QR codes. */
  PUBLIC_URL: Env.schema.string.optional(),

  /** Embedded broker. `MQTT_URL` set: no embedded broker, the engine is a client of that one. */
  MQTT_HOST: Env.schema.string.optional(),
  MQTT_PORT: Env.schema.number.optional(),
  MQTT_URL: Env.schema.string.optional(),
  MQTT_USERNAME: Env.schema.string.optional(),
  MQTT_PASSWORD: Env.schema.string.optional(),

  SMTP_HOST: Env.schema.string.optional(),
  SMTP_PORT: Env.schema.number.optional(),
  SMTP_USERNAME: Env.schema.string.optional(),
  SMTP_PASSWORD: Env.schema.string.optional(),
  MAIL_FROM: Env.schema.string.optional(),

  /** Gateways for short messages and calls; the form of their HTTP is in `settings.yaml`, the secret only here. */
  SMS_URL: Env.schema.string.optional(),
  SMS_SECRET: Env.schema.string.optional(),
  VOICE_URL: Env.schema.string.optional(),
  VOICE_SECRET: Env.schema.string.optional(),
  /** Group robots; the address holds the robot's key. */
  DINGTALK_URL: Env.schema.string.optional(),
  DINGTALK_SECRET: Env.schema.string.optional(),
  WECOM_URL: Env.schema.string.optional(),
  /** Another system that hears of notices, signed after Standard Webhooks (`whsec_…`). */
  WEBHOOK_URL: Env.schema.string.optional(),
  WEBHOOK_SECRET: Env.schema.string.optional(),

  /** Stop interface of the MES. Whether anything leaves for it is the setting integrations.mes_stop_mode, off at first. */
  MES_URL: Env.schema.string.optional(),
  MES_TOKEN: Env.schema.string.optional(),
})

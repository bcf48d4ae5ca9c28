import db from '@adonisjs/lucid/services/db'
import type { Tx } from '#app/kernel/transaction'
import type { Channel } from '#app/notifications/channels/channel'
import { webhookChannel } from '#app/notifications/channels/webhook'
import env from '#start/env'

const TIMEOUT_MS = 10_000
const PREFIX = 'webhook:'

/** `WEBHOOK_SECRET_MES_ALARMS` for the hook MES-ALARMS: one that verifies for one system can't forge for another. */
export const secretNameOf = (code: string): string => `WEBHOOK_SECRET_${code.replaceAll('-', '_')}`

/** The lane that a hook's calls go by; its failures are counted apart from those of other hooks. */
export const laneOf = (code: string): string => `${PREFIX}${code}`

/** A channel for each hook that is configured now. */
export async function hookChannels(): Promise<Channel[]> {
  const rows: { code: string; url: string }[] = await db.from('webhooks').orderBy('code')
  return rows.map(({ code, url }) => ({ ...webhookChannel({ url, secret: secretOf(code), secretName: secretNameOf(code), timeoutMs: TIMEOUT_MS }), lane: laneOf(code) }))
}

/** Only hooks have a secret by a name of their own, which no list of the environment can know beforehand. */
const secretOf = (code: string): string | undefined => env.get(secretNameOf(code) as 'WEBHOOK_SECRET')

/** The plant's names of a channel that is a hook; null: it is none, or is configured no more. */
export async function hookNames(channel: string, client: Pick<Tx['db'], 'from'> = db): Promise<{ name: string; nameEn: string } | null> {
  if (!channel.startsWith(PREFIX)) return null
  const row = await client.from('webhooks').where('code', channel.slice(PREFIX.length)).first()
  return row ? { name: row.name, nameEn: row.name_en } : null
}

import db from '@adonisjs/lucid/services/db'
import vine from '@vinejs/vine'
import { registerDefinitions } from '#app/plant/definitions'
import { secretNameOf } from '#app/notifications/channels/hooks'

interface WebhookRow {
  code: string
  name: string
  name_en: string
  url: string
}

/** `webhooks.yaml`: other systems that a rule may call. The address stands here alone, the secret in the environment alone. */
export function registerWebhookDefinitions(): void {
  registerDefinitions<WebhookRow>({
    kind: 'webhooks',
    order: 30,
    schema: vine.object({
      code: vine.string().regex(/^[A-Z][A-Z0-9-]{0,39}$/),
      name: vine.string().maxLength(80),
      name_en: vine.string().maxLength(80),
      url: vine.string().maxLength(500),
    }),
    validate: (rows) => rows.flatMap(({ url }, row) => (isAddress(url) ? [] : [{ row, path: ['url'], message: 'An address with http:// or https://, without a name, password or fragment in it.' }])),
    async current() {
      return (await db.from('webhooks').orderBy('code')).map(({ code, name, name_en, url }) => ({ code, name, name_en, url }))
    },
    async apply(tx, rows) {
      for (const { code, name, name_en, url } of rows) await tx.db.knexQuery().insert({ code, name, name_en, url }).into('webhooks').onConflict('code').merge()
    },
    example: { code: 'MES', name: '生产执行系统', name_en: `MES, its secret in ${secretNameOf('MES')}`, url: 'https://mes.plant.example/hooks/redline' },
  })
}

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false
  const { protocol, username, password, hash } = new URL(text)
  return (protocol === 'https:' || protocol === 'http:') && username + password + hash === ''
}

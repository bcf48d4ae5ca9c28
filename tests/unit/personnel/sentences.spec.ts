import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from '@japa/runner'
import i18n from '@adonisjs/i18n/services/main'

const folder = join(import.meta.dirname, '../../../modules/personnel/access')

test('every reason that a decision can give has its sentence in both languages', ({ assert }) => {
  const sources = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8')).join('\n')
  const codes = [...sources.matchAll(/(?:because|unmet)\(\s*'([a-z_]+)'/g)].map((match) => match[1]!)
  assert.isAbove(codes.length, 20)
  for (const code of [...codes, 'area_closed', 'area_restricted'])
    for (const locale of ['zh-CN', 'en']) assert.isTrue(i18n.locale(locale).hasMessage(`personnel.reasons.${code}`), code)
})

import db from '@adonisjs/lucid/services/db'
import vine from '@vinejs/vine'
import { settingDefinitions, type SettingDefinition } from '#app/kernel/settings'
import { registerDefinitions, type DefinitionFault } from '#app/plant/definitions'
import { same } from '#app/plant/configuration/changes'

interface SettingValue {
  key: string
  value: unknown
  /** Where the plant takes the figure from: the regulation, the decision, the date. */
  source: string
}

/** `settings.yaml`: the plant's own figures over the defaults. Every change is a new version; none is overwritten. */
export function registerSettingDefinitions(): void {
  registerDefinitions<SettingValue>({
    kind: 'settings',
    key: 'key',
    order: 10,
    schema: vine.object({ key: vine.string(), value: vine.any(), source: vine.string().minLength(3).maxLength(250) }),
    validate: (rows) => rows.flatMap((row, index) => settingFault(row, index) ?? []),
    async current() {
      const rows = await db.from('settings').whereIn('id', db.from('settings').groupBy('key').max('id')).orderBy('key')
      return rows.map(({ key, value, source }) => ({ key, value: JSON.parse(value), source }))
    },
    async apply(tx, rows, by) {
      for (const { key, value, source } of rows) {
        const stored = { key, value: JSON.stringify(value), source, changed_by: by.name, valid_from: tx.now }
        await tx.db.table('settings').insert(stored)
      }
    },
    example: { key: 'permits.gas_test_valid_min', value: 30, source: 'GB 30871-2022' },
  })
}

function settingFault(row: SettingValue, index: number): DefinitionFault | null {
  const definition = settingDefinitions().find(({ key }) => key === row.key)
  if (!definition) return { row: index, path: ['key'], message: `There is no setting "${row.key}".` }
  const at = { row: index, path: ['value'] }
  if (kindOf(row.value) !== kindOf(definition.default))
    return {
      ...at,
      message: `The value must be a ${kindOf(definition.default)}, as ${JSON.stringify(definition.default)} is.`,
    }
  if (same(row.value, definition.default)) return null
  const refused = refusalOf(definition, row.value)
  return refused ? { ...at, message: refused } : null
}

/** A value of another form than the default's may be more than the setting's own check can take. */
function refusalOf(definition: SettingDefinition<any>, value: unknown): string | null {
  try {
    return definition.refuse?.(value) ?? null
  } catch {
    return `The value must have the form of ${JSON.stringify(definition.default)}.`
  }
}

const kindOf = (value: unknown): string => (Array.isArray(value) ? 'list' : typeof value)

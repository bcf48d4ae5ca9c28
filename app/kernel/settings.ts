import db from '@adonisjs/lucid/services/db'
import type { Tx } from '#app/kernel/transaction'

/** A figure of the trade: a default with its source, changeable by the plant, never below the floor. */
export interface SettingDefinition<T> {
  key: string
  default: T
  unit?: string
  /** The standard or document the default is taken from, and how sure we are of it. */
  source: string
  /** Why `value` is not acceptable, or null: the floor that no administrator goes below. */
  refuse?: (value: T) => string | null
}

const definitions = new Map<string, SettingDefinition<any>>()

/** Declares a setting; the key is `<room>.<name>_<unit>`. */
export function defineSetting<T>(definition: SettingDefinition<T>): SettingDefinition<T> {
  definitions.set(definition.key, definition)
  return definition
}

export const settingDefinitions = (): SettingDefinition<any>[] => [...definitions.values()]

/** The value in force: the newest version stored, else the default. */
export async function settingValue<T>(setting: SettingDefinition<T>, client: Pick<Tx['db'], 'from'> = db): Promise<T> {
  const row = await client.from('settings').where('key', setting.key).orderBy('id', 'desc').first()
  return row ? (JSON.parse(row.value) as T) : setting.default
}

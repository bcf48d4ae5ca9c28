import { createHash } from 'node:crypto'
import type { RuleDefinition } from '#app/rules/definition'

/** What a rule says, in one form: an absent part and an empty one are the same, and so is any order of fields. */
export const essenceOf = ({ name, name_en, trigger, when, window, during, actions }: RuleDefinition): string =>
  JSON.stringify(sorted({ name, name_en, trigger, when, window, during, actions }))

export const hashOf = (definition: RuleDefinition): string => createHash('sha256').update(essenceOf(definition)).digest('hex')

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value ?? null
  const entries = Object.entries(value).filter(([, inner]) => inner !== null && inner !== undefined)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, sorted(inner)]))
}

import type { Instant } from '#app/kernel/clock'
import type { Happening } from '#app/rules/machine'
import type { FactFields, Fields } from '#app/rules/registry'

type Fact = Extract<Happening, { kind: 'fact' }>

interface Described {
  fields: Fields
  key: string
  label: string
  link?: (fields: FactFields) => string
}

/** A payload or a row as a fact. A text that is not there is an empty one; a figure that is not there is not known. */
export function factOf(source: Described, payload: FactFields, at: Instant): Fact {
  const fields = Object.fromEntries(
    Object.entries(source.fields).flatMap(([name, { type }]) => {
      const value = payload[name] ?? (type === 'text' ? '' : undefined)
      return value === undefined ? [] : [[name, value]]
    })
  )
  const [key, label] = [String(payload[source.key]), String(payload[source.label] ?? payload[source.key])]
  return { kind: 'fact', key, label, link: source.link?.(payload) ?? null, at, fields }
}

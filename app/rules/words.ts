import type { Firing } from '#app/rules/registry'

/** A sentence of a rule with what it is about filled in: `{rule}`, `{facts}`, `{count}` and any field of the last fact. */
export function fillWords(template: string, { rule, facts, fields }: Firing, name = rule.name): string {
  return template.replaceAll(/\{(\w+)\}/g, (whole, key: string) => {
    if (key === 'rule') return name
    if (key === 'facts') return facts.map(({ label }) => label).join(', ')
    if (key === 'count') return String(facts.length)
    return fields[key] === undefined ? whole : String(fields[key])
  })
}

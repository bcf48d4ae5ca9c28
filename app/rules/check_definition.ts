import type { I18n } from '@adonisjs/i18n'
import vine, { errors } from '@vinejs/vine'
import { paramsFor } from '#app/kernel/reason'
import { definitionKinds } from '#app/plant/definitions'
import { check, POINT_LIMITS, type Known, type RuleFault } from '#app/rules/check'
import type { RuleDefinition } from '#app/rules/definition'
import { kindsNamed } from '#app/rules/registry'
import { ruleFields } from '#app/rules/schema'

export interface SpokenFault {
  path: (string | number)[]
  code: string
  message: string
}

const validator = vine.create(ruleFields)

/** A rule as a person wrote it: what it is once it has the right shape, and every sentence of what is wrong with it. */
export async function checkDefinition(raw: unknown, i18n: I18n): Promise<{ definition: RuleDefinition | null; faults: SpokenFault[] }> {
  const [failure, definition] = await validator.tryValidate(raw, { messagesProvider: i18n.createMessagesProvider() })
  if (failure) {
    if (!(failure instanceof errors.E_VALIDATION_ERROR)) throw failure
    const faults = (failure.messages as { field: string; message: string }[]).map(({ field, message }) => ({ path: pathOf(field), code: 'rules.shape', message }))
    return { definition: null, faults }
  }
  const rule = definition as RuleDefinition
  const faults = [...strayFields(raw as Record<string, unknown>, rule), ...check(rule, await knownNow())]
  return { definition: rule, faults: faults.map((fault) => speak(fault, i18n)) }
}

export const speak = ({ path, why }: RuleFault, i18n: I18n): SpokenFault => ({
  path,
  code: why.code,
  message: i18n.formatMessage(`rules.reasons.${why.code.slice('rules.'.length)}`, paramsFor(i18n.locale, why.params)),
})

/** A misspelt field must not be passed over: the rule would do something else than what was meant. */
export function strayFields(raw: Record<string, unknown>, rule: object): RuleFault[] {
  return ['trigger', 'window', 'during'].flatMap((part) => {
    const [written, understood] = [raw[part], (rule as Record<string, unknown>)[part]]
    if (!written || typeof written !== 'object' || !understood) return []
    return Object.keys(written)
      .filter((field) => !(field in (understood as object)))
      .map((field) => ({ path: [part, field], why: { code: 'rules.stray_field', params: { field } } }))
  })
}

/** The keys of every kind of definitions that a rule may name. */
async function knownNow(): Promise<Known> {
  const named = kindsNamed()
  const keys = new Map<string, Set<string>>()
  for (const { kind, key = 'code', current } of definitionKinds()) {
    if (!named.has(kind)) continue
    const rows = (await current()) as Record<string, unknown>[]
    keys.set(kind, new Set(rows.map((row) => String(row[key]))))
    if (kind === 'points') keys.set(POINT_LIMITS, new Set(rows.flatMap((row) => Object.entries(row.limits ?? {}).flatMap(([name, limit]) => (limit === null ? [] : [`${row[key]}.${name}`])))))
  }
  return (kind) => keys.get(kind) ?? new Set()
}

const pathOf = (field: string): (string | number)[] => field.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))

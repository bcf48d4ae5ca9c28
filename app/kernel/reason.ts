/**
 * Why something is refused, in a form that a screen can put into the reader's language.
 *
 * `code` is `<room>.<name>`; its sentence is the message `<room>.reasons.<name>` in `resources/lang`, and what to do
 * about it, where there is something, `<room>.fixes.<name>`.
 */
export interface Reason {
  code: string
  params?: Record<string, string | number>
}

export const reason = (code: string, params?: Reason['params']): Reason => (params ? { code, params } : { code })

/** The parameters as `locale` needs them: `area_en` beside `area` is the same thing in English. */
export function paramsFor(locale: string, params: Reason['params'] = {}): Record<string, string | number> {
  const entries = Object.entries(params).filter(([name]) => !(name.endsWith('_en') && name.slice(0, -3) in params))
  return Object.fromEntries(entries.map(([name, value]) => [name, locale === 'en' ? (params[`${name}_en`] ?? value) : value]))
}

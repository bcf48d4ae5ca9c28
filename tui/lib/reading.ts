import type { Language } from '#tui/lib/language'
import { span, type Span } from '#tui/lib/line'
import type { Translate } from '#tui/lib/messages'

/** Who reads, when and where: what it takes to put plant data into words. */
export interface ReadContext {
  t: Translate
  language: Language
  /** The plant's clock, not this machine's. */
  now: number
  zone: string
  /** The newest board is too old to pass for the present. */
  stale: boolean
}

type Reader = Pick<ReadContext, 'language'>

export const named = ({ language }: Reader, thing: { name: string; nameEn?: string | null }): string =>
  language === 'en' ? thing.nameEn || thing.name : thing.name || (thing.nameEn ?? '')

export const areaNamed = (reader: Reader, thing: { areaName: string; areaNameEn: string }): string =>
  named(reader, { name: thing.areaName, nameEn: thing.areaNameEn })

/** A value that is only as good as the line to the server. */
export const whenFresh = ({ stale }: Pick<ReadContext, 'stale'>, text: string): Span =>
  stale ? span(`(${text})`, 'unknown') : span(text)

/** Names come in pairs, `area` and `areaEn`: the sentence asks for `area` and gets the reader's. */
export function localParams(
  params: Record<string, string | number>,
  { language }: Reader
): Record<string, string | number> {
  if (language !== 'en') return params
  const english = Object.entries(params).filter(([name]) => name.endsWith('En'))
  return { ...params, ...Object.fromEntries(english.map(([name, value]) => [name.slice(0, -2), value])) }
}

import { readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { IntlMessageFormat } from 'intl-messageformat'
import type { Language } from '#tui/lib/language'

export type Params = Record<string, string | number | null>
export type Translate = (key: string, params?: Params) => string

export interface Messages {
  language: Language
  t: Translate
  has(key: string): boolean
}

function* leaves(value: unknown, path: string): Generator<[string, string]> {
  if (typeof value === 'string') yield [path, value]
  else if (value && typeof value === 'object')
    for (const [key, inner] of Object.entries(value)) yield* leaves(inner, `${path}.${key}`)
}

function readTexts(folder: string): Map<string, string> {
  const texts = new Map<string, string>()
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json')))
    for (const [key, text] of leaves(JSON.parse(readFileSync(join(folder, file), 'utf8')), basename(file, '.json')))
      texts.set(key, text)
  return texts
}

/**
 * The same ICU files that the server and the kiosks use. A missing key or parameter shows the key's last word: a safety
 * console may look odd, but must not go dark over a text.
 */
export function loadMessages(languageFolder: string, language: Language): Messages {
  const texts = readTexts(join(languageFolder, language))
  const compiled = new Map<string, IntlMessageFormat>()

  function t(key: string, params: Params = {}): string {
    const text = texts.get(key)
    if (text === undefined) return key.split('.').at(-1)!.replaceAll('_', ' ')
    try {
      const message = compiled.get(key) ?? new IntlMessageFormat(text, language, undefined, { ignoreTag: true })
      compiled.set(key, message)
      return String(message.format(params))
    } catch {
      return text
    }
  }

  return { language, t, has: (key) => texts.has(key) }
}

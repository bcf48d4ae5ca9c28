import { IntlMessageFormat } from 'intl-messageformat'
import type { Locale } from '#kiosk/lib/shared'

type Params = Record<string, string | number | null | undefined>
type Messages = ReadonlyMap<string, string>

const LOADERS: Record<Locale, () => Promise<{ messages: Messages }>> = {
  'zh-CN': () => import('#kiosk/lib/messages_zh_cn'),
  'en': () => import('#kiosk/lib/messages_en'),
}

const state = $state<{ locale: Locale; messages: Messages }>({ locale: 'zh-CN', messages: new Map() })
let compiled = new Map<string, IntlMessageFormat>()

export const locale = (): Locale => state.locale

export async function startLanguage(wanted: Locale): Promise<void> {
  const { messages } = await LOADERS[wanted]()
  compiled = new Map()
  state.messages = messages
  state.locale = wanted
  document.documentElement.lang = wanted
}

/** Switches this screen; the cookie lets the server's sentences follow. */
export async function switchLanguage(wanted: Locale): Promise<void> {
  document.cookie = `redline_lang=${wanted}; path=/; max-age=31536000; samesite=lax`
  await startLanguage(wanted)
}

/**
 * The sentence of a message key. A parameter that has a twin ending in `En` or `_en` is shown in the reader's language:
 * `{ area: '煤气区二', area_en: 'Gas area 2' }`. An unknown key shows itself: better a strange word than a silent gap.
 */
export function t(key: string, params: Params = {}): string {
  const text = state.messages.get(key)
  if (text === undefined) return key
  let format = compiled.get(key)
  if (!format) {
    format = new IntlMessageFormat(text, state.locale, undefined, { ignoreTag: true })
    compiled.set(key, format)
  }
  return String(format.format(inReadersLanguage(params)))
}

export const hasMessage = (key: string): boolean => state.messages.has(key)

function inReadersLanguage(params: Params): Params {
  if (state.locale !== 'en') return params
  const chosen = { ...params }
  for (const [name, value] of Object.entries(params)) {
    const plain = name.replace(/(En|_en)$/, '')
    if (plain !== name && plain in params && value) chosen[plain] = value
  }
  return chosen
}

/** The name of a thing in the reader's language; people without an English name keep their own. */
export function named(thing: { name: string; nameEn?: string | null; name_en?: string | null } | null | undefined): string {
  if (!thing) return ''
  return state.locale === 'en' ? (thing.nameEn ?? thing.name_en ?? thing.name) : thing.name
}

export function number(value: number, digits = 1): string {
  return new Intl.NumberFormat(state.locale, { maximumFractionDigits: digits }).format(value)
}

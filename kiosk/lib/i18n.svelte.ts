import { IntlMessageFormat } from 'intl-messageformat'
import { flatten } from '#kiosk/lib/flatten'
import type { Locale } from '#kiosk/lib/page_props'

type Params = Record<string, string | number | null | undefined>
type Messages = ReadonlyMap<string, string>

/** Every room's texts in both languages, each its own file: a screen loads what it shows, then the rest. */
const files = import.meta.glob(['../../resources/lang/*/*.json', '!../../resources/lang/*/tui.json'], { import: 'default' })
/** Enough for the first page. */
const FIRST = 'screen.json'

let current = $state.raw<{ locale: Locale; messages: Messages; whole: boolean }>({ locale: 'zh-CN', messages: new Map(), whole: false })
let compiled = new Map<string, IntlMessageFormat>()
let rest: Promise<void> | null = null

export const locale = (): Locale => current.locale

async function load(wanted: Locale, fits: (file: string) => boolean): Promise<Messages> {
  const paths = Object.keys(files).filter((path) => path.includes(`/${wanted}/`) && fits(path))
  return flatten(Object.fromEntries(await Promise.all(paths.map(async (path) => [path, await files[path]!()]))))
}

/** Brings the shell's words; those of the rooms come with `allWords`. */
export async function startLanguage(wanted: Locale): Promise<void> {
  rest = null
  use({ locale: wanted, messages: await load(wanted, (path) => path.endsWith(FIRST)), whole: false })
  document.documentElement.lang = wanted
}

/** Brings the words of every room, once. */
export function allWords(): Promise<void> {
  const wanted = current.locale
  rest ??= load(wanted, (path) => !path.endsWith(FIRST)).then((messages) => {
    if (current.locale === wanted) use({ locale: wanted, messages: new Map([...current.messages, ...messages]), whole: true })
  })
  return rest
}

function use(next: typeof current): void {
  compiled = new Map()
  current = next
}

/** Switches this screen; the cookie lets the server's sentences follow. */
export async function switchLanguage(wanted: Locale): Promise<void> {
  document.cookie = `redline_lang=${wanted}; path=/; max-age=31536000; samesite=lax`
  await startLanguage(wanted)
  await allWords()
}

/**
 * The sentence of a message key. A parameter that has a twin ending in `En` or `_en` is shown in the reader's language:
 * `{ area: '煤气区二', area_en: 'Gas area 2' }`. An unknown key shows itself: better a strange word than a silent gap.
 */
export function t(key: string, params: Params = {}): string {
  const text = current.messages.get(key)
  if (text === undefined) return current.whole ? key : ''
  let format = compiled.get(key)
  if (!format) {
    format = new IntlMessageFormat(text, current.locale, undefined, { ignoreTag: true })
    compiled.set(key, format)
  }
  return String(format.format(inReadersLanguage(params)))
}

export const hasMessage = (key: string): boolean => current.messages.has(key)

function inReadersLanguage(params: Params): Params {
  if (current.locale !== 'en') return params
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
  return current.locale === 'en' ? (thing.nameEn ?? thing.name_en ?? thing.name) : thing.name
}

export function number(value: number, digits = 1): string {
  return new Intl.NumberFormat(current.locale, { maximumFractionDigits: digits }).format(value)
}

import { join } from 'node:path'
import type { ViewContext } from '#tui/console/view'
import type { Language } from '#tui/lib/language'
import { loadMessages, type Messages } from '#tui/lib/messages'
import { BOARD_AT } from '#tests/support/board_fixture'

export const languageFolder = join(import.meta.dirname, '..', '..', 'resources', 'lang')

const loaded = new Map<Language, Messages>()

/** The real words of the terminal: what a test reads is what a person reads. */
export function messagesIn(language: Language): Messages {
  const messages = loaded.get(language) ?? loadMessages(languageFolder, language)
  loaded.set(language, messages)
  return messages
}

export const context = (language: Language, more: Partial<ViewContext> = {}): ViewContext => ({
  t: messagesIn(language).t,
  language,
  now: BOARD_AT,
  zone: 'Asia/Shanghai',
  stale: false,
  trend: null,
  ...more,
})

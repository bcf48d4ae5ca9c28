import { ApiClient } from '#tui/lib/api_client'
import { BoardFeed } from '#tui/lib/board_feed'
import { chooseLanguage, type Language } from '#tui/lib/language'
import { loadMessages, type Messages } from '#tui/lib/messages'

export interface OpenOptions {
  url: string
  token?: string
  lang?: string
}

export interface Session {
  api: ApiClient
  feed: BoardFeed
  messages: Messages
  messagesIn(language: Language): Messages
}

/** What both screens begin with: the client, the feed and the words. Nothing is sent yet. */
export function openSession(languageFolder: string, { url, token, lang }: OpenOptions): Session {
  const loaded = new Map<Language, Messages>()
  const messagesIn = (language: Language): Messages => {
    const messages = loaded.get(language) ?? loadMessages(languageFolder, language)
    loaded.set(language, messages)
    return messages
  }
  const language = chooseLanguage(lang, process.env.REDLINE_LANG)
  const api = new ApiClient({ url: /^https?:\/\//.test(url) ? url : `http://${url}`, language })
  api.token = token || process.env.REDLINE_TOKEN || null
  return { api, feed: new BoardFeed(api), messages: messagesIn(language), messagesIn }
}

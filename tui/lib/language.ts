export type Language = 'zh-CN' | 'en'

/** The plant's own language first: it is what most people at this console read. */
const DEFAULT_LANGUAGE: Language = 'zh-CN'

/** Takes what people type (`zh`, `en`, `zh_CN.UTF-8`, `English`); null when it names no language of ours. */
export function readLanguage(text: string): Language | null {
  const word = text.trim().toLowerCase()
  if (word.startsWith('zh') || word.startsWith('中')) return 'zh-CN'
  if (word.startsWith('en')) return 'en'
  return null
}

/** The option wins over the environment. An English terminal in a Chinese plant is common, so `LANG` is not asked. */
export function chooseLanguage(option: string | undefined, environment: string | undefined): Language {
  return readLanguage(option ?? '') ?? readLanguage(environment ?? '') ?? DEFAULT_LANGUAGE
}

export const otherLanguage = (language: Language): Language => (language === 'en' ? 'zh-CN' : 'en')

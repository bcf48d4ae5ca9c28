import { readLanguage, type Language } from '#tui/lib/language'
import type { Translate } from '#tui/lib/messages'
import { findView } from '#tui/console/views'
import type { ViewId } from '#tui/console/view'

export type Command =
  | { kind: 'quit' }
  | { kind: 'help' }
  | { kind: 'refresh' }
  | { kind: 'view'; view: ViewId }
  | { kind: 'acknowledge'; note: string | null }
  | { kind: 'reset' }
  | { kind: 'drill'; act: 'acknowledge' | 'end' }
  | { kind: 'filter'; text: string }
  | { kind: 'language'; language: Language }
  | { kind: 'unknown'; text: string }

/** The words after `:`; English ones always, and the views also by their names in the reader's language. */
export function parseCommand(line: string, t: Translate): Command {
  const text = line.trim()
  const [word = '', ...more] = text.split(/\s+/)
  const rest = more.join(' ')
  switch (word.toLowerCase()) {
    case 'q':
    case 'quit':
    case 'exit':
      return { kind: 'quit' }
    case 'h':
    case 'help':
    case '?':
      return { kind: 'help' }
    case 'refresh':
      return { kind: 'refresh' }
    case 'ack':
    case 'acknowledge':
      return { kind: 'acknowledge', note: rest === '' ? null : rest }
    case 'reset':
      return { kind: 'reset' }
    case 'drill':
      if (rest === 'ack' || rest === 'end') return { kind: 'drill', act: rest === 'ack' ? 'acknowledge' : 'end' }
      return { kind: 'unknown', text }
    case 'filter':
      return { kind: 'filter', text: rest }
    case 'lang': {
      const language = readLanguage(rest)
      return language ? { kind: 'language', language } : { kind: 'unknown', text }
    }
  }
  const view = findView(text, (id) => t(`tui.view.${id}`))
  return view ? { kind: 'view', view } : { kind: 'unknown', text }
}

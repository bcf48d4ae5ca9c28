import type { RuleMode } from '#app/rules/definition'
import { readChanges, type RegisterChanges } from '#tui/console/register_changes'
import { USUAL_DAYS } from '#tui/console/rule_questions'
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
  /** Off the list, or its limit out of service, for so many minutes and for this reason. */
  | { kind: 'shelve' | 'out_of_service'; minutes: number; reason: string }
  /** The shelved alarm, or what is out of service, under the hand. */
  | { kind: 'restore' }
  | { kind: 'trend'; code: string }
  | { kind: 'rule'; mode: RuleMode; version: number | null }
  | { kind: 'backtest'; days: number }
  /** What is to be read otherwise; nothing: as it is set. */
  | { kind: 'try'; changes: RegisterChanges }
  | { kind: 'commission' }
  | { kind: 'group' }
  | { kind: 'acknowledge_all'; note: string | null }
  | { kind: 'drill'; act: 'acknowledge' | 'end' }
  | { kind: 'filter'; text: string }
  | { kind: 'language'; language: Language }
  | { kind: 'unknown'; text: string }

const RULE_MODES: Record<string, RuleMode> = { enable: 'live', shadow: 'shadow', disable: 'off' }

/** `30m`, `2h`, `1d`. */
function minutesOf(text: string): number | null {
  const [, count, unit] = /^(\d{1,4})([mhd])$/.exec(text.toLowerCase()) ?? []
  return count && unit ? Number(count) * { m: 1, h: 60, d: 1_440 }[unit as 'm' | 'h' | 'd'] : null
}

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
    case 'shelve':
    case 'oos': {
      const minutes = minutesOf(more[0] ?? '')
      const reason = more.slice(1).join(' ')
      if (minutes === null || reason.length < 2) return { kind: 'unknown', text }
      return { kind: word.toLowerCase() === 'oos' ? 'out_of_service' : 'shelve', minutes, reason }
    }
    case 'unshelve':
    case 'inservice':
      return { kind: 'restore' }
    case 'enable':
    case 'shadow':
    case 'disable': {
      const mode = RULE_MODES[word.toLowerCase()]!
      if (rest === '') return { kind: 'rule', mode, version: null }
      return /^\d{1,6}$/.test(rest) && mode !== 'off' ? { kind: 'rule', mode, version: Number(rest) } : { kind: 'unknown', text }
    }
    case 'backtest':
      if (rest === '') return { kind: 'backtest', days: USUAL_DAYS }
      return /^\d{1,3}$/.test(rest) && Number(rest) > 0 ? { kind: 'backtest', days: Number(rest) } : { kind: 'unknown', text }
    case 'try': {
      const changes = readChanges(more)
      return changes ? { kind: 'try', changes } : { kind: 'unknown', text }
    }
    case 'commission':
      return { kind: 'commission' }
    case 'group':
      return { kind: 'group' }
    case 'ackall':
      return { kind: 'acknowledge_all', note: rest === '' ? null : rest }
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
  if (rest !== '' && findView(word, (id) => t(`tui.view.${id}`)) === 'trend') return { kind: 'trend', code: rest }
  const view = findView(text, (id) => t(`tui.view.${id}`))
  return view ? { kind: 'view', view } : { kind: 'unknown', text }
}

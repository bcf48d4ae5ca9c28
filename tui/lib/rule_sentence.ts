import type { During, RuleAction, RuleDefinition, Window } from '#app/rules/definition'
import type { FieldWord, Vocabulary } from '#tui/console/replies'
import type { Translate } from '#tui/lib/messages'

/** What a rule can be made of, and the names behind codes, by kind of definitions. */
export interface RuleWords {
  vocabulary: Vocabulary
  names: Record<string, Record<string, string>>
}

interface Reader {
  t: Translate
  language: 'zh-CN' | 'en'
}

type Named = { name: string; name_en: string }

const NONE = '—'
const codes = (of: string | null) => ({ of, choices: null })
const DAY_H = 24
/** Parts of an expression: a text, a name or figure, or a sign. What is none of them stays as it is written. */
const PART = /"((?:[^"\\]|\\.)*)"|-?\d+(?:\.\d+)?|[A-Za-z_]\w*|==|!=|>=|<=|&&|\|\||[<>[\]]|,\s*/g
const OPERATORS: Record<string, string> = { '==': 'is', '!=': 'is_not', '>': 'above', '>=': 'at_least', '<': 'below', '<=': 'at_most', 'in': 'one_of' }
const LIMITS = new Set(['ll', 'l', 'h', 'hh'])

/** A rule in the words of the kiosk's editor, part by part: if, and, as often as, during, then. */
export class RuleSentence {
  constructor(
    private rule: RuleDefinition,
    private words: RuleWords,
    private reader: Reader
  ) {}

  parts(): { word: string; text: string }[] {
    const { when, window, during, actions } = this.rule
    const part = (word: string, text: string) => ({ word: this.#t(`rules.screen.word.${word}`), text })
    return [
      part('trigger', this.#trigger()),
      ...(when?.trim() ? [part('when', this.#when(when))] : []),
      ...(window && window.kind !== 'none' ? [part('window', this.#window(window))] : []),
      ...(during ? [part('during', this.#during(during))] : []),
      ...actions.map((action, index) => part(index === 0 ? 'action' : 'and_action', this.#action(action))),
    ]
  }

  #t(key: string, params = {}): string {
    return this.reader.t(key, params)
  }

  #named(thing: Named): string {
    return this.reader.language === 'en' ? thing.name_en || thing.name : thing.name || thing.name_en
  }

  get #fields(): FieldWord[] {
    const { trigger } = this.rule
    const { triggers, datasets } = this.words.vocabulary
    if (trigger.kind === 'schedule') return datasets.find(({ code }) => code === trigger.over)?.fields ?? []
    return triggers.find((word) => word.kind === trigger.kind && (trigger.kind !== 'event' || word.event === trigger.event))?.fields ?? []
  }

  #fieldName(key: string): string {
    const field = this.#fields.find((one) => one.key === key)
    return field ? this.#named(field) : key
  }

  /** The name behind a code, a choice in the reader's language, or the value itself. */
  #value(value: unknown, { of, choices }: Pick<FieldWord, 'of' | 'choices'>): string {
    if (Array.isArray(value)) return value.map((one) => this.#value(one, { of, choices })).join(this.#t('rules.screen.comma'))
    if (typeof value === 'boolean') return this.#t(value ? 'screen.yes' : 'screen.no')
    const text = String(value)
    const known = of ? this.words.names[of]?.[text] : undefined
    if (known) return known
    return choices?.includes(text) ? this.#t(`rules.screen.choice.${text}`) : text
  }

  #trigger(): string {
    const { trigger } = this.rule
    const { triggers, datasets } = this.words.vocabulary
    if (trigger.kind === 'event') {
      const word = triggers.find(({ event }) => event === trigger.event)
      return word ? this.#named(word) : trigger.event
    }
    if (trigger.kind === 'schedule') {
      const over = datasets.find(({ code }) => code === trigger.over)
      return this.#t(`rules.screen.every.${trigger.every}`, { at: trigger.at ?? '', over: over ? this.#named(over) : '' })
    }
    const { points, area, alarm_class: alarmClass, point_kind: kind } = trigger
    const chosen = [points?.length ? this.#value(points, codes('points')) : null, area ? this.#value(area, codes('areas')) : null, alarmClass ? this.#t(`rules.screen.choice.${alarmClass}`) : null, kind ? this.#t(`rules.screen.choice.${kind}`) : null]
    return this.#t('rules.screen.each_reading', { points: chosen.filter(Boolean).join(' · ') || NONE })
  }

  /** Part for part, so that what was written by hand is read as well. */
  #when(expression: string): string {
    let field: FieldWord | undefined
    const said = expression.replace(PART, (written, quoted: string | undefined) => {
      if (quoted !== undefined) return this.#value(quoted.replace(/\\(.)/g, '$1'), field ?? codes(null))
      if (written === '&&') return this.#t('rules.screen.join.all')
      if (written === '||') return this.#t('rules.screen.join.any')
      if (written === '[' || written === ']') return ''
      if (written.startsWith(',')) return this.#t('rules.screen.comma')
      if (OPERATORS[written]) return this.#t(`rules.screen.op.${OPERATORS[written]}`)
      if (LIMITS.has(written)) return this.#t(`rules.screen.limit.${written}`)
      const found = this.#fields.find(({ key }) => key === written)
      if (found) field = found
      return found ? this.#named(found) : written
    })
    return said.replace(/\s+/g, ' ').replace(/ ([，,])/g, '$1').trim()
  }

  #window(window: Window): string {
    const groups = 'group_by' in window && window.group_by?.length ? window.group_by.map((group) => group.map((key) => this.#fieldName(key)).join('+')) : null
    const by = groups ? this.#t('rules.screen.grouped', { by: groups.join(this.#t('rules.screen.or')) }) : ''
    switch (window.kind) {
      case 'none':
        return this.#t('rules.screen.window.each')
      case 'count': {
        const days = window.within_h % DAY_H === 0
        const span = this.#t(days ? 'rules.screen.days' : 'rules.screen.hours', { count: days ? window.within_h / DAY_H : window.within_h })
        return this.#t('rules.screen.window.count_of', { span, count: window.more_than }) + by
      }
      case 'consecutive':
        return this.#t('rules.screen.window.consecutive_of', { count: window.count }) + by
      case 'duration':
        return this.#t('rules.screen.window.duration_of', { count: window.for_s }) + by
      case 'rate':
        return this.#t('rules.screen.window.rate_of', { field: this.#fieldName(window.field), per_min: window.per_min, over_s: window.over_s }) + by
      case 'stages':
        return this.#t('rules.screen.window.stages_of', { field: this.#fieldName(window.field), at: window.at.join(', ') })
    }
  }

  #during({ hours, weekdays, shifts }: During): string {
    const weekday = (day: number) => new Intl.DateTimeFormat(this.reader.language, { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2024, 0, day))
    const parts = [hours, weekdays?.map(weekday).join(this.#t('rules.screen.comma')), shifts ? this.#value(shifts, codes('shifts')) : null]
    return parts.filter(Boolean).join(' · ') || this.#t('rules.screen.at_any_time')
  }

  #action(action: RuleAction): string {
    const word = this.words.vocabulary.actions.find((one) => one.do === action.do)
    const given = (word?.parameters ?? []).filter(({ key }) => action[key] !== undefined && action[key] !== null && action[key] !== '')
    const parameters = given.map((parameter) => `${this.#named(parameter)} ${this.#value(action[parameter.key], parameter)}`)
    return [word ? this.#named(word) : action.do, parameters.join(' · ')].filter(Boolean).join(this.reader.language === 'en' ? ': ' : '：')
  }
}

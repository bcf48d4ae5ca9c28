import { hasMessage, locale, named, number, t } from '#kiosk/lib/i18n.svelte'
import { comparisonsIn, isLimit, pointIn, type Value } from '#kiosk/pages/rules/comparisons'
import type { RuleDesk } from '#kiosk/pages/rules/rule_desk.svelte'
import type { Parameter, RuleAction } from '#kiosk/pages/rules/types'

const DAY_H = 24
const NONE = '—'

/** A value in words: the name behind a code, a choice in the reader's language. */
export function valueWord(desk: RuleDesk, value: unknown, of: string | null): string {
  if (Array.isArray(value)) return value.map((one) => valueWord(desk, one, of)).join(t('rules.screen.comma'))
  if (typeof value === 'boolean') return t(value ? 'screen.yes' : 'screen.no')
  if (typeof value === 'number') return number(value, 3)
  const known = of ? desk.codes[of]?.find(({ code }) => code === value) : undefined
  if (known) return named(known)
  return hasMessage(`rules.screen.choice.${String(value)}`) ? t(`rules.screen.choice.${String(value)}`) : String(value)
}

export function triggerSentence(desk: RuleDesk): string | null {
  const { trigger } = desk.draft
  if (!trigger) return null
  if (trigger.kind === 'event') return named(desk.trigger) || trigger.event
  if (trigger.kind === 'schedule') {
    const over = desk.vocabulary?.datasets.find(({ code }) => code === trigger.over)
    return t(`rules.screen.every.${trigger.every}`, { at: trigger.at ?? '', over: over ? named(over) : '' })
  }
  const parts = [
    trigger.points?.length ? valueWord(desk, trigger.points, 'points') : null,
    trigger.area ? valueWord(desk, trigger.area, 'areas') : null,
    trigger.alarm_class ? valueWord(desk, trigger.alarm_class, null) : null,
    trigger.point_kind ? valueWord(desk, trigger.point_kind, null) : null,
  ]
  return t('rules.screen.each_reading', { points: parts.filter(Boolean).join(' · ') || NONE })
}

export function whenSentence(desk: RuleDesk): string {
  const parsed = comparisonsIn(desk.draft.when)
  if (!parsed) return desk.draft.when!
  if (parsed.rows.length === 0) return t('rules.screen.always_counts')
  const line = ({ field: key, op, value }: { field: string; op: string; value: Value | Value[] }) => {
    const field = desk.fields.find((one) => one.key === key)
    const point = pointIn(key)
    const what = point === null ? (field ? named(field) : key) : valueWord(desk, point, 'points')
    const against = desk.draft.trigger?.kind === 'points' && isLimit(value) ? t(`rules.screen.limit_word.${value}`) : valueWord(desk, value, field?.of ?? null)
    return `${what} ${t(`rules.screen.op.${OPERATOR_KEYS[op]}`)} ${against}`
  }
  return parsed.rows.map(line).join(t(`rules.screen.join.${parsed.join}`))
}
export const OPERATOR_KEYS: Record<string, string> = { '==': 'is', '!=': 'is_not', '>': 'above', '>=': 'at_least', '<': 'below', '<=': 'at_most', 'in': 'one_of' }

/** Hours as people say them. */
export const spanWord = (hours: number): string => (hours % DAY_H === 0 ? t('rules.screen.days', { count: hours / DAY_H }) : t('rules.screen.hours', { count: hours }))

export function windowSentence(desk: RuleDesk): string {
  const { window } = desk.draft
  if (!window || window.kind === 'none') return t('rules.screen.window.each')
  const by = 'group_by' in window && window.group_by?.length ? t('rules.screen.grouped', { by: window.group_by.map((group) => group.map((key) => fieldName(desk, key)).join('+')).join(t('rules.screen.or')) }) : ''
  if (window.kind === 'count') return t('rules.screen.window.count_of', { span: spanWord(window.within_h), count: window.more_than }) + by
  if (window.kind === 'consecutive') return t('rules.screen.window.consecutive_of', { count: window.count }) + by
  if (window.kind === 'duration') return t('rules.screen.window.duration_of', { count: window.for_s }) + by
  if (window.kind === 'rate') return t('rules.screen.window.rate_of', { field: fieldName(desk, window.field), per_min: window.per_min, over_s: window.over_s }) + by
  return t('rules.screen.window.stages_of', { field: fieldName(desk, window.field), at: window.at.join(', ') })
}
export const fieldName = (desk: RuleDesk, key: string): string => {
  const field = desk.fields.find((one) => one.key === key)
  return field ? named(field) : key
}

export function duringSentence(desk: RuleDesk): string {
  const { during } = desk.draft
  const weekday = (day: number) => new Intl.DateTimeFormat(locale(), { weekday: 'short', timeZone: 'UTC' }).format(Date.UTC(2024, 0, day))
  const parts = [during?.hours, during?.weekdays?.map(weekday).join(t('rules.screen.comma')), during?.shifts ? valueWord(desk, during.shifts, 'shifts') : null]
  return parts.filter(Boolean).join(' · ') || t('rules.screen.at_any_time')
}

export function actionSentence(desk: RuleDesk, action: RuleAction): string {
  const word = desk.actionWord(action.do)
  const given = (parameter: Parameter) => action[parameter.key] !== undefined && action[parameter.key] !== null && action[parameter.key] !== ''
  const parts = (word?.parameters ?? []).filter(given).map((parameter) => `${named(parameter)} ${valueWord(desk, action[parameter.key], parameter.of)}`)
  return [word ? named(word) : action.do, parts.join(' · ')].filter(Boolean).join('：')
}

import type { RuleMode } from '#app/rules/definition'
import { faultOf, seenOf, type CloseUp } from '#tui/console/close_up'
import type { FiringReply, RuleFileReply, RuleReply } from '#tui/console/replies'
import { consequencesText, type Trial } from '#tui/console/trial'
import { words, type Item, type Source, type View, type ViewContext } from '#tui/console/view'
import { fact, indented, paragraph, span, type Line, type Span } from '#tui/lib/line'
import { faultSentences } from '#tui/lib/faults'
import { named } from '#tui/lib/reading'
import { RuleSentence, type RuleWords } from '#tui/lib/rule_sentence'
import { dayText, momentText, relativeText } from '#tui/lib/time'
import { UNKNOWN_SHAPE, type Tone } from '#tui/lib/tones'

/** A shape beside the word: it is told apart without colour as well. */
const MODES: Record<RuleMode, { shape: string; tone: Tone }> = {
  live: { shape: '●', tone: 'grant' },
  shadow: { shape: '◐', tone: 'action' },
  off: { shape: '○', tone: 'quiet' },
}
const STATUS_TONES: Record<FiringReply['actions'][number]['status'], Tone> = { open: 'action', done: 'grant', refused: 'grade_orange', withheld: 'quiet' }
const MOST_FIRINGS = 20

const nameOf = (rule: { name: string; name_en: string }, context: ViewContext): string => named(context, { name: rule.name, nameEn: rule.name_en })
const modeSpan = (mode: RuleMode, { t }: ViewContext): Span => span(`${MODES[mode].shape} ${t(`rules.screen.mode.${mode}`)}`, MODES[mode].tone)

function versionText({ version, shadow_version: shadow, newest_version: newest, has_draft: draft }: RuleReply): string {
  const number = version ?? newest
  return `${number === null ? '—' : `v${number}`}${shadow !== null && shadow !== version ? ` ◐v${shadow}` : ''}${draft ? ' ✎' : ''}`
}

const firedText = ({ last_fired_at: at }: RuleReply, { t, now }: ViewContext): string => (at === null ? t('tui.rule.never') : relativeText(at, now, t))

function nextText({ mode, next_run_at: at, trigger }: RuleReply, { t, now, zone }: ViewContext): string {
  if (mode === 'off') return t('tui.rule.not_running')
  if (at !== null) return momentText(at, now, zone)
  return trigger?.kind === 'schedule' ? '—' : t('tui.rule.no_run')
}

/** The rule that runs, or else the newest version, or else the draft. */
const definitionOf = ({ version, versions, draft }: RuleFileReply) => (versions.find(({ number }) => number === version) ?? versions[0])?.definition ?? draft

function sentenceLines(file: RuleFileReply, ruleWords: RuleWords, context: ViewContext, label: number, width: number): Line[] {
  const definition = definitionOf(file)
  if (!definition) return paragraph(context.t('tui.rule.no_sentence'), width, 'unknown')
  return new RuleSentence(definition, ruleWords, context).parts().flatMap(({ word, text }) => fact(word, span(text, 'strong'), label, width))
}

function firingLines({ at, mode, version, facts, actions }: FiringReply, { vocabulary }: RuleWords, context: ViewContext, width: number): Line[] {
  const { t, now, zone } = context
  const actionName = (act: string) => {
    const word = vocabulary.actions.find((one) => one.do === act)
    return word ? nameOf(word, context) : act
  }
  const shadow = mode === 'shadow' ? ` · ${t('rules.screen.mode.shadow')}` : ''
  return [
    [span(`${momentText(at, now, zone)} · ${relativeText(at, now, t)}${shadow} · ${t('rules.screen.version', { number: version })}`, 'strong')],
    ...facts.flatMap((one) => indented(`${momentText(one.at, now, zone)} ${one.label}`, width)),
    ...actions.flatMap((action) => indented(`→ ${actionName(action.do)} · ${t(`tui.rule.status.${action.status}`)}${action.outcome ? ` · ${action.outcome}` : ''}`, width, STATUS_TONES[action.status])),
  ]
}

function trialLines({ report }: Trial, context: ViewContext, width: number): Line[] {
  const { t, now, zone } = context
  const span_ = { from: dayText(report.from, zone), to: dayText(report.to, zone) }
  const shown = report.firings.slice(-MOST_FIRINGS).reverse()
  return [
    [span(t('tui.rule.trial', span_), 'action', true)],
    ...paragraph(`${t('rules.screen.would_have_fired', { count: report.count })} · ${consequencesText(report, t)}`, width, 'strong'),
    ...shown.flatMap((firing) => indented(`${momentText(firing.at, now, zone)}  ${firing.facts.map(({ label }) => label).join(' · ')}`, width)),
    ...(report.count > shown.length ? indented(`${t('rules.screen.and_more', { count: report.count - shown.length })}`, width, 'quiet') : []),
    [],
  ]
}

function versionLines({ versions }: RuleFileReply, context: ViewContext, width: number): Line[] {
  const { t, now, zone } = context
  return versions.flatMap((one) => {
    const proof = [one.waiver ? t('tui.rule.waived', { waiver: one.waiver }) : null, one.backtest ? t('rules.screen.tried', { count: one.backtest.firings }) : null]
    return indented([`v${one.number}`, momentText(one.published_at, now, zone), one.published_by, ...proof].filter(Boolean).join(' · '), width)
  })
}

function detail(rule: RuleReply, source: Source, closeUp: CloseUp & { kind: 'rule' }, context: ViewContext, width: number): Line[] {
  const { t } = context
  const label = context.language === 'en' ? 13 : 10
  const row = (key: string, value: Span) => fact(t(`tui.field.${key}`), value, label, width)
  const shadow = rule.shadow_version !== null && rule.shadow_version !== rule.version ? ` · ${t('tui.rule.shadow_beside', { number: rule.shadow_version })}` : ''
  const version = rule.version === null ? (rule.newest_version === null ? t('rules.screen.never_published') : '') : t('rules.screen.version', { number: rule.version })
  const head: Line[] = [
    [span(nameOf(rule, context), 'strong', true), span(`  ${rule.code}`, 'quiet')],
    ...row('runs', span(`${[`${MODES[rule.mode].shape} ${t(`rules.screen.mode.${rule.mode}`)}`, version, rule.has_draft ? t('rules.screen.has_draft') : ''].filter(Boolean).join(' · ')}${shadow}`, MODES[rule.mode].tone)),
  ]
  const seen = seenOf(source.closer, closeUp)
  const fault = faultOf(source.closer, closeUp)
  if (fault) return [...head, ...faultSentences(fault, '', t).flatMap((text) => paragraph(`${UNKNOWN_SHAPE} ${text}`, width, 'unknown'))]
  if (!seen) return [...head, [span(t('tui.rule.fetching'), 'quiet')]]
  const { file, firings, words: ruleWords } = seen
  return [
    ...head,
    ...sentenceLines(file, ruleWords, context, label, width),
    ...row('next_run', span(nextText(rule, context))),
    ...row('last_fired', span(firedText(rule, context))),
    [],
    ...(source.trial?.rule === rule.code ? trialLines(source.trial, context, width) : []),
    [span(t('tui.rule.fired'), 'action', true)],
    ...(firings.length === 0 ? [[span(`  ${t('rules.screen.never_fired')}`, 'quiet')]] : firings.flatMap((firing) => firingLines(firing, ruleWords, context, width))),
    [],
    [span(t('tui.rule.versions'), 'action', true)],
    ...versionLines(file, context, width),
  ]
}

function toItem(rule: RuleReply, source: Source, context: ViewContext): Item {
  const closeUp = { kind: 'rule' as const, code: rule.code }
  return {
    key: rule.code,
    rule: { code: rule.code, name: nameOf(rule, context) },
    closer: closeUp,
    search: () => words(rule.code, rule.name, rule.name_en, context.t(`rules.screen.mode.${rule.mode}`)),
    cells: () => [
      modeSpan(rule.mode, context),
      span(nameOf(rule, context), rule.mode === 'off' ? 'quiet' : 'strong'),
      span(versionText(rule)),
      span(nextText(rule, context)),
      span(firedText(rule, context), rule.last_fired_at === null ? 'quiet' : undefined),
    ],
    detail: (width) => detail(rule, source, closeUp, context, width),
  }
}

/** If-then rules: what acts, what only takes notes, what is off. */
export const rules: View = {
  id: 'rules',
  fetches: 'rules',
  columns: [
    { title: 'tui.column.mode', width: 10, spare: 0 },
    { title: 'tui.column.name', width: 16, grow: 3, spare: 0, middle: true },
    { title: 'tui.column.version', width: 8, spare: 2 },
    { title: 'tui.column.next_run', width: 11, spare: 1 },
    { title: 'tui.column.last_fired', width: 11, align: 'right', spare: 0 },
  ],
  items: (source, context) => source.rules ? source.rules.map((rule) => toItem(rule, source, context)) : null,
  data: ({ rules: list }) => list ?? null,
}

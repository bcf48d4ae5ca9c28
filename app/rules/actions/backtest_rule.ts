import type { Actor } from '#app/audit/index'
import type { Instant } from '#app/kernel/clock'
import { newId } from '#app/kernel/ids'
import { transact } from '#app/kernel/transaction'
import type { RuleDefinition } from '#app/rules/definition'
import { hashOf } from '#app/rules/essence'
import { areaOf } from '#app/rules/actions/fire_rule'
import type { Verdict } from '#app/rules/machine'
import { wouldHaveFired } from '#app/rules/queries/would_have_fired'
import { actionOf, datasetOf, foresee, triggerOf, type Consequence, type Firing } from '#app/rules/registry'

/** Shown with their consequences; all are counted. */
const MOST_SHOWN = 500

export interface BacktestReport {
  id: string
  from: Instant
  to: Instant
  count: number
  firings: { at: Instant; area: string | null; groups: Record<string, string>[]; facts: { key: string; at: Instant; label: string; link: string | null }[]; consequences: Consequence[] }[]
  /** What the firings that are shown would have brought about; the same person or permit counts once. */
  consequences: Record<Consequence['kind'], { count: number; items: { label: string; link: string | null }[] }>
}

/** Tries a definition on the past and keeps that it was tried. Nothing is sent, switched or shut. */
export async function backtestRule(definition: RuleDefinition, { from, to, by }: { from: Instant; to: Instant; by: Actor }): Promise<BacktestReport> {
  const verdicts = await wouldHaveFired(definition, from, to)
  const firings = []
  for (const verdict of verdicts.slice(-MOST_SHOWN)) firings.push(await shown(definition, verdict))
  const report = { id: newId(), from, to, count: verdicts.length, firings, consequences: total(firings.flatMap(({ consequences }) => consequences)) }
  const counts = Object.fromEntries(Object.entries(report.consequences).map(([kind, { count }]) => [kind, count]))
  await transact((tx) =>
    tx.db.table('rule_backtests').insert({
      id: report.id,
      rule_code: definition.code,
      definition_hash: hashOf(definition),
      from,
      to,
      firings: verdicts.length,
      counts: JSON.stringify(counts),
      at: tx.now,
      by: by.name,
    })
  )
  return report
}

async function shown(definition: RuleDefinition, verdict: Verdict): Promise<BacktestReport['firings'][number]> {
  const { code, name, name_en: nameEn, trigger, actions } = definition
  const source = trigger.kind === 'event' ? triggerOf(trigger.event)?.area : trigger.kind === 'points' ? 'areaCode' : trigger.over && datasetOf(trigger.over)?.area
  const area = areaOf(verdict, source || undefined)
  const facts = verdict.facts.map(([key, at, label, link]) => ({ key, at, label, link }))
  const firing: Firing = { id: '', rule: { code, version: 0, name, nameEn }, at: verdict.at, areaCode: area, groups: verdict.groups, facts, fields: verdict.fields }
  const consequences: Consequence[] = []
  for (const { do: act, ...parameters } of actions) {
    consequences.push(...((await actionOf(act)?.foresee?.(parameters, firing)) ?? []))
    consequences.push(...(await foresee(act, parameters, firing)))
  }
  return { at: verdict.at, area, groups: verdict.groups, facts, consequences }
}

function total(all: Consequence[]): BacktestReport['consequences'] {
  const of = (wanted: Consequence['kind']) => {
    const items = [...new Map(all.filter(({ kind }) => kind === wanted).map(({ label, link }) => [`${label} ${link}`, { label, link }])).values()]
    return { count: items.length, items: items.slice(0, MOST_SHOWN) }
  }
  return { suspended: of('suspended'), refused: of('refused'), notified: of('notified'), tasked: of('tasked'), called: of('called') }
}

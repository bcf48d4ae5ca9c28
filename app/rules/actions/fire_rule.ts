import { recordAudit, systemActor } from '#app/audit/index'
import { newId } from '#app/kernel/ids'
import { settingValue } from '#app/kernel/settings'
import type { Tx } from '#app/kernel/transaction'
import { ActionDue, RuleFired } from '#app/rules/events'
import type { Verdict } from '#app/rules/machine'
import type { RunningRule } from '#app/rules/queries/running_rules'
import { mostFirings } from '#app/rules/settings'

const HOUR_MS = 3_600_000

/** Writes down that a rule fires, and lets its actions go; a rule in the shadow only takes the note. */
export async function fireRule(tx: Tx, rule: RunningRule, verdict: Verdict, area?: string): Promise<string> {
  const { code, version, mode, body } = rule
  const id = newId()
  const areaCode = areaOf(verdict, area)
  await tx.db.table('rule_firings').insert({
    id,
    rule_code: code,
    version,
    mode,
    at: verdict.at,
    area_code: areaCode,
    groups: JSON.stringify(verdict.groups),
    facts: JSON.stringify(verdict.facts.map(([key, at, label, link]) => ({ key, at, label, link }))),
    fields: JSON.stringify(verdict.fields),
  })
  const overdone = mode === 'live' && body.trigger.kind === 'event' && (await firesTooOften(tx, code))
  const acts = mode === 'live' && !overdone
  const rows = body.actions.map((action, position) => ({ firing_id: id, position, do: action.do, status: acts ? 'open' : 'withheld', outcome: overdone ? 'too many firings' : null }))
  if (rows.length > 0) await tx.db.table('rule_firing_actions').multiInsert(rows)
  await recordAudit(tx, {
    by: systemActor('rules'),
    action: 'rules.rule_fired',
    subject: { type: 'rule', id: code },
    details: { overdone, firing: id, version, mode, groups: verdict.groups, facts: verdict.facts.map(([, , label]) => label) },
  })
  await tx.emit(RuleFired, { firingId: id, code, version, mode, areaCode, at: verdict.at })
  if (acts) await tx.emit(ActionDue, ...rows.map(({ position }) => ({ firingId: id, position })))
  return id
}

async function firesTooOften(tx: Tx, code: string): Promise<boolean> {
  const most = await settingValue(mostFirings, tx.db)
  const counted = await tx.db.from('rule_firings').where({ rule_code: code, mode: 'live' }).where('at', '>', tx.now - HOUR_MS).count('* as n').first()
  return Number(counted?.n ?? 0) > most
}

export function areaOf({ fields, groups }: Pick<Verdict, 'fields' | 'groups'>, area?: string): string | null {
  const value = area ? (fields[area] ?? groups.find((group) => group[area])?.[area]) : null
  return typeof value === 'string' && value !== '' ? value : null
}

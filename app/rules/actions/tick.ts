import db from '@adonisjs/lucid/services/db'
import { clock, type Instant } from '#app/kernel/clock'
import { transact, type Tx } from '#app/kernel/transaction'
import { plantTimeZone } from '#app/plant/index'
import { takeOn, touchedBy } from '#app/rules/actions/take_on'
import type { Trigger } from '#app/rules/definition'
import { factOf } from '#app/rules/facts'
import { decide, decideRun, type Happening } from '#app/rules/machine'
import { prepareMachine } from '#app/rules/queries/prepare_machine'
import { runningRules, type RunningRule } from '#app/rules/queries/running_rules'
import { datasetOf, triggerOf } from '#app/rules/registry'
import { lastRun, nextRun } from '#app/rules/schedule'

/** What time alone brings about: windows that end, calendars that open, schedules that are due (T01). */
export async function tick(): Promise<void> {
  const now = clock.now()
  const until = await heardUntil(now)
  const due = await db.from('rule_states').where('due_at', '<=', until).distinct('rule_code')
  const scheduled = await db.from('rules').where('next_run_at', '<=', now).select('code')
  if (due.length > 0) await transact((tx) => settleEvents(tx, until, new Set(due.map(({ rule_code }) => rule_code))))
  for (const { code } of scheduled) await transact((tx) => runSchedule(tx, code))
}

/** Up to when everything was heard: time must not overtake a fact that is on its way, or live and backtest would differ. */
async function heardUntil(now: Instant): Promise<Instant> {
  const waiting = await db
    .from('outbox_deliveries')
    .join('outbox_events', 'outbox_events.id', 'outbox_deliveries.event_id')
    .where('outbox_deliveries.status', 'open')
    .whereLike('outbox_deliveries.subscriber', 'rules.hear%')
    .min('outbox_events.occurred_at as at')
    .first()
  return waiting?.at ? Math.min(now, Number(waiting.at) - 1) : now
}

async function settleEvents(tx: Tx, until: Instant, codes: Set<string>): Promise<void> {
  const happening: Happening = { kind: 'tick', at: until }
  for (const rule of await runningRules('event', tx.db)) {
    if (!codes.has(rule.code)) continue
    const machine = await prepareMachine(rule.body)
    const { trigger } = rule.body
    const area = trigger.kind === 'event' ? triggerOf(trigger.event)?.area : undefined
    await takeOn(tx, rule, touchedBy(machine, happening), (states) => decide(machine, states, happening), area)
  }
}

/** One run of a schedule; of several that were missed, the last. */
async function runSchedule(tx: Tx, code: string): Promise<void> {
  const row = await tx.db.from('rules').where('code', code).where('next_run_at', '<=', tx.now).first()
  if (!row) return
  const rules = (await runningRules('schedule', tx.db)).filter((rule) => rule.code === code)
  let next: number | null = null
  for (const rule of rules) {
    const schedule = rule.body.trigger as Extract<Trigger, { kind: 'schedule' }>
    await runOver(tx, rule, lastRun(schedule, row.next_run_at, tx.now, plantTimeZone()))
    next = Math.min(next ?? Infinity, nextRun(schedule, tx.now, plantTimeZone()))
  }
  await tx.db.from('rules').where('code', code).update({ next_run_at: next })
}

async function runOver(tx: Tx, rule: RunningRule, at: number): Promise<void> {
  const { over } = rule.body.trigger as Extract<Trigger, { kind: 'schedule' }>
  const machine = await prepareMachine(rule.body)
  const dataset = over ? datasetOf(over) : null
  if (over && !dataset) throw new Error(`no dataset ${over} is registered`)
  const facts = dataset ? (await dataset.load(at)).map((row) => factOf(dataset, row, at)) : [{ key: 'run', label: rule.name, link: null, fields: {} }]
  await takeOn(tx, rule, {}, (states) => decideRun(machine, states, at, facts), dataset?.area)
}

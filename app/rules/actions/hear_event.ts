import type { DomainEvent } from '#app/kernel/events'
import type { Tx } from '#app/kernel/transaction'
import { takeOn, touchedBy } from '#app/rules/actions/take_on'
import { factOf } from '#app/rules/facts'
import { decide, type Happening } from '#app/rules/machine'
import { prepareMachine } from '#app/rules/queries/prepare_machine'
import { runningRules } from '#app/rules/queries/running_rules'
import type { EventTrigger } from '#app/rules/registry'

/** An event through all rules that hang on it. Called once for each event: the outbox sees to that. */
export function hearEvent(tx: Tx, trigger: EventTrigger, event: DomainEvent<Record<string, unknown>>): Promise<void> {
  return hear(tx, trigger, factOf(trigger, event.payload, event.occurredAt), trigger.causedBy?.(event.payload))
}

/** What a rule counts was cancelled, or was another one's double. */
export function hearWithdrawal(tx: Tx, trigger: EventTrigger, event: DomainEvent<Record<string, unknown>>): Promise<void> {
  return hear(tx, trigger, { kind: 'withdraw', key: String(event.payload[trigger.key]), at: event.occurredAt })
}

/** `ruleCode`: the rule that brought the event about, which must not set itself off. */
async function hear(tx: Tx, trigger: EventTrigger, happening: Happening, ruleCode?: string | null): Promise<void> {
  for (const rule of await runningRules('event', tx.db)) {
    if (rule.body.trigger.kind !== 'event' || rule.body.trigger.event !== trigger.event.name || rule.code === ruleCode) continue
    // Told late: what was before the version is part of what it began with.
    if (happening.at < rule.publishedAt) continue
    const machine = await prepareMachine(rule.body)
    await takeOn(tx, rule, touchedBy(machine, happening), (states) => decide(machine, states, happening), trigger.area)
  }
}

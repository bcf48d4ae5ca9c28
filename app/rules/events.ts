import { defineEvent } from '#app/kernel/events'

/** What runs has changed: rooms that keep rules compiled (the engine) load them again. */
export const RulesChanged = defineEvent<{ code: string; at: number }>('rules.rules_changed')

/** Both modes; the actions of a live one are open. */
export const RuleFired = defineEvent<{ firingId: string; code: string; version: number; mode: 'live' | 'shadow'; areaCode: string | null; at: number }>(
  'rules.rule_fired'
)

/** One for each action, so that one that fails holds up no other and is tried again by itself. */
export const ActionDue = defineEvent<{ firingId: string; position: number }>('rules.action_due')

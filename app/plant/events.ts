import { defineEvent } from '#app/kernel/events'

/** Configuration was applied: rooms that keep a copy (the engine) load the kinds named here again. */
export const DefinitionsApplied = defineEvent<{ kinds: string[]; at: number }>('plant.definitions_applied')

import { defineEvent } from '#app/kernel/events'

type Fact = { bypassId: string; kind: string; subjectCode: string; areaCode: string | null; at: number }

/** A safeguard is set aside from now on. */
export const BypassOpened = defineEvent<Fact & { value: number | null; until: number }>('bypasses.opened')
/** The safeguard works again: its time was over, a person ended it, or something graver overruled it. */
export const BypassEnded = defineEvent<Fact & { cause: 'by_time' | 'by_person' | 'overruled' }>('bypasses.ended')

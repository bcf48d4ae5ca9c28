import { Lifecycle } from '#app/kernel/lifecycle'
import { reason } from '#app/kernel/reason'

/** States of an alarm by ISA-18.2; `latched`: seen and gone, but a person has yet to take the latch off. */
export type AlarmState = 'active_unacknowledged' | 'active_acknowledged' | 'cleared_unacknowledged' | 'latched' | 'normal'
export type AlarmCommand = 'acknowledge' | 'clear' | 'reset' | 'replace'

export interface AlarmFacts {
  /** Whether a person asks; only persons acknowledge and reset. */
  byPerson: boolean
}

const byPerson = (facts: AlarmFacts) => (facts.byPerson ? null : reason('telemetry.only_a_person'))

/** Process alarms: stand until they are seen, gone, and reset by a person. */
export const latchingAlarm = new Lifecycle<AlarmState, AlarmCommand, AlarmFacts>('telemetry', 'active_unacknowledged', [
  { command: 'acknowledge', from: ['active_unacknowledged'], to: 'active_acknowledged', guards: [byPerson] },
  { command: 'acknowledge', from: ['cleared_unacknowledged'], to: 'latched', guards: [byPerson] },
  { command: 'clear', from: ['active_unacknowledged'], to: 'cleared_unacknowledged' },
  { command: 'clear', from: ['active_acknowledged'], to: 'latched' },
  { command: 'reset', from: ['latched'], to: 'normal', guards: [byPerson] },
  // The value went bad again before the reset: a new alarm takes this one's place.
  { command: 'replace', from: ['cleared_unacknowledged', 'latched'], to: 'normal' },
])

/** Alarms of the system itself: over when the cause is gone and somebody has seen it. */
export const plainAlarm = new Lifecycle<AlarmState, AlarmCommand, AlarmFacts>('telemetry', 'active_unacknowledged', [
  { command: 'acknowledge', from: ['active_unacknowledged'], to: 'active_acknowledged', guards: [byPerson] },
  { command: 'acknowledge', from: ['cleared_unacknowledged'], to: 'normal', guards: [byPerson] },
  { command: 'clear', from: ['active_unacknowledged'], to: 'cleared_unacknowledged' },
  { command: 'clear', from: ['active_acknowledged'], to: 'normal' },
  { command: 'replace', from: ['cleared_unacknowledged'], to: 'normal' },
])

export const lifecycleOf = (latching: boolean) => (latching ? latchingAlarm : plainAlarm)

import type { Instant } from '#app/kernel/clock'
import type { Tx } from '#app/kernel/transaction'

/** Whether somebody has answered: asked again in the transaction of each step, so that no step comes after the answer. */
export type SubjectState = { waits: true } | { waits: false } | { waits: 'later'; until: Instant }

const subjects = new Map<string, (tx: Tx, id: string) => Promise<SubjectState>>()

/** Called by the room that owns the subject, in `register`. */
export function registerEscalationSubject(type: string, state: (tx: Tx, id: string) => Promise<SubjectState>): void {
  subjects.set(type, state)
}

export function subjectState(tx: Tx, type: string, id: string): Promise<SubjectState> {
  const state = subjects.get(type)
  if (!state) throw new Error(`no room answers for subjects of type ${type}`)
  return state(tx, id)
}

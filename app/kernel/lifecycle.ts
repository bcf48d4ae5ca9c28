import { err, ok, type Result } from '#app/kernel/result'
import { reason, type Reason } from '#app/kernel/reason'

/** A named precondition: looks at the facts, says why not, or says nothing. Pure. */
export type Guard<Facts> = (facts: Facts) => Reason | Reason[] | null

export interface Transition<State extends string, Command extends string, Facts> {
  command: Command
  from: readonly State[]
  to: State
  guards?: readonly Guard<Facts>[]
}

/**
 * A state table. It is the only way by which a state changes, and what a screen asks for the commands that it offers.
 */
export class Lifecycle<State extends string, Command extends string, Facts> {
  constructor(
    /** Prefix of the refusal codes, the room's name. */
    readonly room: string,
    readonly initial: State,
    readonly transitions: readonly Transition<State, Command, Facts>[]
  ) {}

  /** The state after `command`, or every reason against it. */
  decide(state: State, command: Command, facts: Facts): Result<State, Reason[]> {
    const candidates = this.transitions.filter((row) => row.command === command)
    const row = candidates.find((candidate) => candidate.from.includes(state))
    if (!row) return err([reason(`${this.room}.not_in_this_state`, { command, state })])

    const reasons = (row.guards ?? []).flatMap((guard) => guard(facts) ?? [])
    return reasons.length > 0 ? err(reasons) : ok(row.to)
  }

  /** Every command that leads on from `state`, with the reasons against those that are not possible now. */
  commands(state: State, facts: Facts): { command: Command; to: State; reasons: Reason[] }[] {
    return this.transitions
      .filter((row) => row.from.includes(state))
      .map((row) => {
        const decision = this.decide(state, row.command, facts)
        return { command: row.command, to: row.to, reasons: decision.ok ? [] : decision.error }
      })
  }
}

import type { Instant } from '#app/kernel/clock'
import { decide, type GroupStates, type Happening, type Machine, type Verdict } from '#app/rules/machine'

export interface Replay {
  verdicts: Verdict[]
  states: GroupStates
}

/** What a rule would have decided over what has happened, in its order, and the groups as they stand at the end. Pure. */
export async function replay(machine: Machine, happenings: AsyncIterable<Happening> | Iterable<Happening>, until: Instant): Promise<Replay> {
  const states: GroupStates = new Map()
  const verdicts: Verdict[] = []
  for await (const happening of happenings) verdicts.push(...decide(machine, states, happening))
  verdicts.push(...decide(machine, states, { kind: 'tick', at: until }))
  return { verdicts, states }
}

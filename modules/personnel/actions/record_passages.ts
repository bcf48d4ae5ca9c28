import type { Actor } from '#app/audit/index'
import { clock, type Instant } from '#app/kernel/clock'
import { gatherFacts, judge } from '#modules/personnel/actions/decide_access'
import { recorder } from '#modules/personnel/access/recorder'
import type { Decision, Direction } from '#modules/personnel/access/facts'

/** What a gate did on its own while it could not ask. */
export interface Passage {
  id: string
  badge: string
  direction: Direction
  at: Instant
  decision: Decision
}

const AHEAD_MS = 60_000

/**
 * Takes passages of a gate that was cut off, in their order; one that comes again is known by its id. What the records
 * say against a person that the gate let through is kept with it.
 */
export async function recordPassages(input: { gate: string; passages: Passage[]; by: Actor }): Promise<void> {
  const latest = clock.now() + AHEAD_MS
  for (const { id, badge, direction, decision, at } of [...input.passages].sort((a, b) => a.at - b.at)) {
    const request = { gate: input.gate, badge, direction, by: input.by }
    const instant = Math.min(at, latest)
    const judged = judge(request, await gatherFacts(request, instant), instant, 'gate')
    recorder.record({ ...judged, id, decision: direction === 'out' ? 'grant' : decision, validUntil: null })
  }
  await recorder.flush()
}

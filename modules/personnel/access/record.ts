import type { Actor } from '#app/audit/index'
import type { Instant } from '#app/kernel/clock'
import type { Because, Decision, Direction } from '#modules/personnel/access/facts'

/** One answered question at a gate, with everything it was answered on. */
export interface DecisionRecord {
  id: string
  at: Instant
  gateCode: string
  areaCode: string | null
  direction: Direction
  badge: string | null
  accountId: string | null
  decision: Decision
  reasons: Because[]
  facts: Record<string, unknown>
  validUntil: Instant | null
  by: Actor
  source: 'live' | 'gate'
}

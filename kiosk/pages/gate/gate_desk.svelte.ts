import { api } from '#kiosk/lib/api'
import { live } from '#kiosk/lib/board.svelte'
import { now } from '#kiosk/lib/now.svelte'
import { decideAlone } from '#kiosk/pages/gate/decide_alone'
import { forgetPassages, keepPassage, keepStatus, keptStatus, newPassageId, ownPassages } from '#kiosk/pages/gate/gate_memory'
import type { Decision, Direction, GateStatus } from '#kiosk/pages/gate/types'

/** Somebody stands before the gate: a slower server counts as none. */
const PATIENCE_MS = 4_000
const REFRESH_MS = 5_000
const SEND_AT_ONCE = 200

export interface Hearing {
  badge: string
  direction: Direction
  decision: Decision | null
}

/** What a gate's screen knows and does: its picture of the area, the badge before it, and what it still has to tell. */
export class GateDesk {
  status = $state<GateStatus>() as GateStatus
  /** The instant of the picture. */
  seenAt = $state(0)
  /** Null: nobody stands there. Without a decision: being asked. */
  hearing = $state<Hearing | null>(null)
  /** The last call got no answer. */
  cutOff = $state(false)
  untold = $state(0)
  #turn = 0
  #asking = false

  constructor(initial: GateStatus) {
    this.status = initial
    this.seenAt = now()
    keepStatus(initial, this.seenAt)
    this.untold = ownPassages(initial.code).length
  }

  get alone(): boolean {
    return this.cutOff || (live.stale && !live.waiting && live.snapshot !== null)
  }

  /** Looks again now and then, and at once when the server is back. */
  follow(): () => void {
    const kept = keptStatus(this.status.code)
    if (kept && kept.at > this.seenAt) this.status = kept.status
    void this.refresh()
    const timer = setInterval(() => void this.refresh(), REFRESH_MS)
    return () => clearInterval(timer)
  }

  async refresh(): Promise<void> {
    if (this.#asking) return
    this.#asking = true
    const answer = await api.get<GateStatus>(`/gates/${this.status.code}`, { signal: AbortSignal.timeout(PATIENCE_MS) })
    this.#asking = false
    this.cutOff = !answer.ok && answer.failure.status === 0
    if (!answer.ok) return
    this.status = answer.value
    this.seenAt = now()
    keepStatus(answer.value, this.seenAt)
    await this.#tell()
  }

  /** A badge before the reader. The next one takes its place at any time: nobody waits for a screen to close. */
  async hear(badge: string, direction: Direction): Promise<void> {
    const turn = ++this.#turn
    this.hearing = { badge, direction, decision: null }
    const who = badge ? { badge } : {}
    const answer = await api.post<Decision>(
      '/access/decisions',
      { gate: this.status.code, ...who, direction },
      { signal: AbortSignal.timeout(PATIENCE_MS) }
    )
    const decision = answer.ok ? answer.value : this.#alone(badge, direction)
    this.cutOff = !answer.ok && answer.failure.status === 0
    if (turn === this.#turn) this.hearing = { badge, direction, decision }
    if (answer.ok) setTimeout(() => void this.refresh(), 100)
  }

  close(): void {
    this.#turn += 1
    this.hearing = null
  }

  #alone(badge: string, direction: Direction): Decision {
    const at = now()
    const decision = decideAlone(this.status.mode, direction, at)
    keepPassage(this.status.code, { id: newPassageId(at), badge: badge || 'none', direction, at, decision: decision.decision })
    this.untold = ownPassages(this.status.code).length
    return decision
  }

  async #tell(): Promise<void> {
    const passages = ownPassages(this.status.code).slice(0, SEND_AT_ONCE)
    if (passages.length === 0) return
    const answer = await api.post('/access/passages', { gate: this.status.code, passages })
    if (answer.ok) forgetPassages(this.status.code, passages)
    this.untold = ownPassages(this.status.code).length
  }
}

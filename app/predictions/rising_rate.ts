export interface Counts {
  /** Events of the last `recentDays`, and of the `formerDays` before. */
  recent: number
  former: number
  recentDays: number
  formerDays: number
}

export interface RateGate {
  leastEvents: number
  /** How unlikely that many must be, had nothing changed. */
  chance: number
}

/** Chance of at least `hits` of `tries` that each succeed with `share`. */
export function atLeast(hits: number, tries: number, share: number): number {
  let [term, below] = [(1 - share) ** tries, 0]
  for (let count = 0; count < hits; count++) {
    below += term
    term *= ((tries - count) / (count + 1)) * (share / (1 - share))
  }
  return Math.max(0, 1 - below)
}

/**
 * Whether something happens more often than it did: had nothing changed, each event would lie in the recent days with the
 * share that these have of all days. Null when it doesn't, or when there are too few to say.
 */
export function risingRate({ recent, former, recentDays, formerDays }: Counts, { leastEvents, chance }: RateGate): { chance: number; usual: number } | null {
  if (recent < leastEvents) return null
  const share = recentDays / (recentDays + formerDays)
  const found = atLeast(recent, recent + former, share)
  return found < chance ? { chance: found, usual: (former / formerDays) * recentDays } : null
}

/** Milliseconds since 1970-01-01T00:00:00Z. Every stored instant is one; time zones are for people only. */
export type Instant = number

export interface Clock {
  /** The wall clock: for records and for people. It may step. */
  now(): Instant
  /** Milliseconds since some fixed point, never stepping back: the only source for durations and time-outs. */
  monotonic(): number
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
}

let current: Clock = systemClock

/** The clock of this thread. Nothing else in the product reads the time. */
export const clock: Clock = {
  now: () => current.now(),
  monotonic: () => current.monotonic(),
}

/** Tests stop and move the time with this; the returned function puts the former clock back. */
export function useClock(replacement: Clock): () => void {
  const former = current
  current = replacement
  return () => {
    current = former
  }
}

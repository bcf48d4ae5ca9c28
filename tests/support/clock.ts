import { useClock } from '#app/kernel/clock'

/** A clock that stands still until the test moves it. */
export function frozenClock(at = Date.UTC(2026, 2, 2, 8, 0, 0)) {
  let now = at
  let monotonic = 1_000_000
  const restore = useClock({ now: () => now, monotonic: () => monotonic })
  return {
    now: () => now,
    forward(ms: number) {
      now += ms
      monotonic += ms
    },
    /** The wall clock steps; durations go on. */
    step(ms: number) {
      now += ms
    },
    restore,
  }
}

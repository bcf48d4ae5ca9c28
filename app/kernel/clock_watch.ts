import { clock } from '#app/kernel/clock'

/** Less than this is how a clock is kept right; more is a clock that was set. */
const STEP_MS = 1_000

/** Notices that the wall clock was set, by the monotonic one beside it. */
export class ClockWatch {
  #base = clock.now() - clock.monotonic()

  /** Milliseconds that the wall clock was set by since the last look; 0 when it was not. */
  look(): number {
    const base = clock.now() - clock.monotonic()
    const byMs = Math.round(base - this.#base)
    if (Math.abs(byMs) < STEP_MS) return 0
    this.#base = base
    return byMs
  }
}

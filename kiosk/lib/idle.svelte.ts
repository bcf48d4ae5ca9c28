/** A kiosk that nobody touches forgets who stood there. */
const HOME_AFTER_MS = 60_000
const WARN_AFTER_MS = 45_000

const state = $state({ touchedAt: Date.now(), at: Date.now() })

export const idle = {
  /** Whole seconds until the kiosk goes home; null while it is too early for a warning. */
  get secondsLeft(): number | null {
    const quiet = state.at - state.touchedAt
    return quiet < WARN_AFTER_MS ? null : Math.max(0, Math.ceil((HOME_AFTER_MS - quiet) / 1000))
  },
  touch(): void {
    state.touchedAt = Date.now()
    state.at = state.touchedAt
  },
}

/** Calls `home` after a minute without a touch or key, once; the next touch starts the minute anew. */
export function watchIdle(home: () => void): () => void {
  const touch = () => idle.touch()
  const events = ['pointerdown', 'keydown', 'wheel', 'touchmove'] as const
  for (const name of events) window.addEventListener(name, touch, { capture: true, passive: true })
  idle.touch()
  const timer = setInterval(() => {
    state.at = Date.now()
    if (state.at - state.touchedAt < HOME_AFTER_MS) return
    idle.touch()
    home()
  }, 500)
  return () => {
    clearInterval(timer)
    for (const name of events) window.removeEventListener(name, touch, { capture: true })
  }
}

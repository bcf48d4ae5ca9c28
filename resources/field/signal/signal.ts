/** How a sensor's value moves. Everything follows from the seed and the instant: the same instant, the same value. */
export interface Signal {
  base: number
  /** Standard deviation of the fast noise. */
  noise: number
  /** A slow swing about the base (charging, a furnace's cycle, day and night). */
  wave?: { amplitude: number; periodS: number }
  /** Wandering within this band, over hours. */
  drift?: number
  /** Reaction to the gas of its area: how far the plume's strength arrives, and how late. */
  gas?: { gain: number; delayS: number; lagS: number }
  /** Now and then the value is missing for a while. */
  gap?: { everyS: number; lengthS: number }
  /** A standing fault of an ordinary day: never answers; or freezes for `lengthS` in every `everyS`. */
  fault?: 'dead' | { freezes: { everyS: number; lengthS: number } }
}

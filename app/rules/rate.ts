/** Good samples of the last while, oldest first: what a rate of change is taken from. */
export type RateWindow = readonly { at: number; value: number }[]

export const RATE_WINDOW_MS = 60_000
/** A fast point fills its window with no more than this. */
const MOST_SAMPLES = 60

/** The window moved on to a new sample; one that comes too soon after the last replaces it, a step back in time begins anew. */
export function slide(window: RateWindow, sample: RateWindow[number], windowMs = RATE_WINDOW_MS): RateWindow {
  const last = window.at(-1)
  if (last && sample.at < last.at) return [sample]
  const kept = window.filter(({ at }, index) => at >= sample.at - windowMs || (window[index + 1]?.at ?? sample.at) > sample.at - windowMs)
  const former = kept.at(-2)
  if (former && sample.at - former.at < windowMs / MOST_SAMPLES) return [...kept.slice(0, -1), sample]
  return [...kept, sample]
}

/** Change for each minute over the window; null until it spans half of it: two samples close together say nothing but noise. */
export function perMinute(window: RateWindow, windowMs = RATE_WINDOW_MS): number | null {
  const [first, last] = [window[0], window.at(-1)]
  if (!first || !last || last.at - first.at < windowMs / 2) return null
  return ((last.value - first.value) / (last.at - first.at)) * 60_000
}

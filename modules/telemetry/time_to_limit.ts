export interface TrendSample {
  ts: number
  /** Null where nothing is known. */
  value: number | null
}

export interface Gate {
  /** Known samples that a judgement needs, and the share of the window that they must cover. */
  leastSamples: number
  coverage: number
  /** How many times the noise the move over the window must be. */
  noiseTimes: number
  /** What the slope of the later half must still be of the whole window's: what levels off reaches nothing. */
  persistence: number
  /** Share of all pairs of samples that agree with the slope's sign. */
  agreement: number
}

export type Outlook =
  | { verdict: 'unknown'; why: 'too_few' | 'gaps' | 'no_present' }
  | { verdict: 'steady'; slopePerHour: number }
  | { verdict: 'beyond' }
  | { verdict: 'approaching'; slopePerHour: number; noise: number; agreement: number; samples: number; value: number; reachedAt: number }

const HOUR_MS = 3_600_000

const middle = (values: number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}

function slopesOf(known: { ts: number; value: number }[]): number[] {
  const slopes: number[] = []
  for (let one = 0; one < known.length; one++)
    for (let other = one + 1; other < known.length; other++) {
      const span = known[other]!.ts - known[one]!.ts
      if (span > 0) slopes.push((known[other]!.value - known[one]!.value) / span)
    }
  return slopes
}

/**
 * When a point will reach a limit if it goes on as it did over the window: Theil-Sen's slope, which single outliers don't
 * move, against the noise around it. Says nothing sooner than something false: too few samples, gaps or a stale present are
 * `unknown`.
 */
export function timeToLimit(
  samples: readonly TrendSample[],
  window: { from: number; to: number; staleAfterMs: number },
  limit: { value: number; side: 'above' | 'below' },
  gate: Gate
): Outlook {
  const known = samples.filter((one): one is { ts: number; value: number } => one.value !== null && Number.isFinite(one.value))
  if (known.length < gate.leastSamples) return { verdict: 'unknown', why: 'too_few' }
  const last = known.at(-1)!
  if (window.to - last.ts > window.staleAfterMs) return { verdict: 'unknown', why: 'no_present' }
  if (known.length < samples.length * gate.coverage || last.ts - known[0]!.ts < (window.to - window.from) * gate.coverage) return { verdict: 'unknown', why: 'gaps' }

  const away = limit.side === 'above' ? 1 : -1
  const slopes = slopesOf(known)
  const slope = middle(slopes)
  const level = middle(known.map(({ ts, value }) => value - slope * (ts - last.ts)))
  if ((level - limit.value) * away >= 0 || (last.value - limit.value) * away >= 0) return { verdict: 'beyond' }

  const noise = 1.4826 * middle(known.map(({ ts, value }) => Math.abs(value - level - slope * (ts - last.ts))))
  const agreement = slopes.filter((one) => one * away > 0).length / slopes.length
  const move = slope * away * (last.ts - known[0]!.ts)
  const slopePerHour = slope * HOUR_MS
  const later = middle(slopesOf(known.slice(known.length >> 1)))
  if (later * away < slope * away * gate.persistence) return { verdict: 'steady', slopePerHour }
  if (move <= gate.noiseTimes * noise || move <= 0 || agreement < gate.agreement) return { verdict: 'steady', slopePerHour }
  const reachedAt = Math.round(last.ts + (limit.value - level) / slope)
  return { verdict: 'approaching', slopePerHour, noise, agreement, samples: known.length, value: last.value, reachedAt }
}

import type { TrendBucket } from '#modules/telemetry/queries/trend'

export type Gap = [from: number, to: number]

interface Window {
  from: number
  /** What lies ahead is no gap: nobody could know it. */
  to: number
  bucketMs: number
  /** Without a reading for longer than this a point is not known. */
  staleAfterMs: number
}

/** Where nothing was known: no reading for too long, or only bad ones. What is not known to be good is not drawn as good. */
export function gapsOf(buckets: readonly TrendBucket[], { from, to, bucketMs, staleAfterMs }: Window): Gap[] {
  const gaps: Gap[] = []
  const add = (start: number, end: number) => {
    const last = gaps.at(-1)
    if (last && start <= last[1]) last[1] = Math.max(last[1], end)
    else if (end > start) gaps.push([start, end])
  }
  const reach = staleAfterMs + bucketMs
  let knownTo = from
  let badFrom: number | null = null
  for (const { ts, n, bad } of buckets) {
    const at = Math.max(from, ts)
    if (at - knownTo > reach) add(knownTo, at)
    if (n > 0 && badFrom !== null) add(badFrom, at)
    // After a bad reading nothing is known until the next good one.
    badFrom = n > 0 ? null : bad > 0 ? (badFrom ?? at) : badFrom
    knownTo = at + bucketMs
  }
  if (badFrom !== null) add(badFrom, to)
  else if (to - knownTo > reach) add(knownTo, to)
  return gaps
}

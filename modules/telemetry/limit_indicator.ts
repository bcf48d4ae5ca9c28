import type { Foresight, Indicator, Judgement } from '#app/predictions/index'
import { settingValue } from '#app/kernel/settings'
import { conditionCode } from '#modules/telemetry/conditions'
import { extremes } from '#modules/telemetry/queries/extremes'
import { pointStates, type PointState } from '#modules/telemetry/queries/point_states'
import { trend, type TrendBucket } from '#modules/telemetry/queries/trend'
import { LIMIT_LEVELS, type LimitLevel } from '#modules/telemetry/rows'
import { trendGate, type TrendGate } from '#modules/telemetry/settings'
import { timeToLimit, type TrendSample } from '#modules/telemetry/time_to_limit'

const MINUTE_MS = 60_000
const EVERY_MS = 60_000
const SAMPLES = 48
/** Points nearer than this to a limit are looked at, the nearest first; the rest can't reach one in a quarter of a window. */
const NEAR = 0.3
const MOST_POINTS = 200
/** Share of the time that must be known for a miss to be called one. */
const KNOWN_SHARE = 0.5

const sideOf = (level: LimitLevel): 'above' | 'below' => (level === 'h' || level === 'hh' ? 'above' : 'below')

/** The next limit on each side that a point has not passed yet. */
function limitsAhead({ value, limits }: PointState): { level: LimitLevel; value: number; side: 'above' | 'below' }[] {
  return LIMIT_LEVELS.flatMap((level) => {
    const limit = limits[level]
    if (limit === null || value === null) return []
    const side = sideOf(level)
    return (side === 'above' ? value < limit : value > limit) ? [{ level, value: limit, side }] : []
  })
}

/** One sample for each bucket, those without a reading too: what is missing counts. */
function evenly(buckets: readonly TrendBucket[], from: number, to: number, bucketMs: number): TrendSample[] {
  const known = new Map(buckets.map(({ ts, avg }) => [ts, avg]))
  const first = Math.floor(from / bucketMs) * bucketMs
  return Array.from({ length: Math.floor((to - first) / bucketMs) + 1 }, (_, index) => {
    const ts = first + index * bucketMs
    return { ts: Math.min(to, ts + bucketMs / 2), value: known.get(ts) ?? null }
  })
}

async function foresee(point: PointState, gate: TrendGate, now: number): Promise<Foresight[]> {
  const found = new Map<LimitLevel, Foresight>()
  for (const minutes of gate.windows_minutes) {
    const [from, horizonMs] = [now - minutes * MINUTE_MS, (minutes * MINUTE_MS) / 4]
    const { buckets, bucketMs, source } = await trend(point.code, from, now, SAMPLES)
    const samples = evenly(buckets, from, now, bucketMs)
    for (const limit of limitsAhead(point)) {
      if (found.has(limit.level)) continue
      const outlook = timeToLimit(samples, { from, to: now, staleAfterMs: point.staleAfterMs + bucketMs }, limit, {
        leastSamples: gate.least_samples,
        coverage: gate.coverage,
        noiseTimes: gate.noise_times,
        persistence: gate.persistence,
        agreement: gate.agreement,
      })
      if (outlook.verdict !== 'approaching' || outlook.reachedAt - now > horizonMs) continue
      const { slopePerHour, noise, agreement, value, reachedAt } = outlook
      found.set(limit.level, {
        subject: conditionCode(point.code, limit.level),
        areaCode: point.areaCode,
        expectedAt: Math.max(now, reachedAt),
        horizonAt: Math.round(now + horizonMs),
        claim: { point: point.code, name: point.name, name_en: point.nameEn, level: limit.level, limit: limit.value, unit: point.unit, side: limit.side, minutes: Math.max(1, Math.round((reachedAt - now) / MINUTE_MS)) },
        data: { from, to: now, source, samples, value, slope_per_hour: slopePerHour, noise, agreement },
      })
    }
  }
  return [...found.values()]
}

/** Limits that points run towards: by their own slope over the last minutes or hours, for a quarter of that time ahead. */
export const limitIndicator: Indicator = {
  kind: 'time_to_limit',
  everyMs: EVERY_MS,
  async look(now) {
    const gate = await settingValue(trendGate)
    const near = (await pointStates())
      .filter((point) => point.quality === 'good' && (point.deviation ?? 0) >= NEAR)
      .sort((one, other) => other.deviation! - one.deviation!)
      .slice(0, MOST_POINTS)
    const found: Foresight[] = []
    for (const point of near) found.push(...(await foresee(point, gate, now)))
    return found
  },
  async judge({ claim, madeAt, horizonAt }, now): Promise<Judgement | null> {
    const { lowest, highest, reachedAt, knownShare } = await extremes(String(claim.point), madeAt + 1, Math.min(now, horizonAt), {
      limit: Number(claim.limit),
      side: claim.side as 'above' | 'below',
    })
    if (reachedAt !== null) return { state: 'hit', outcome: { reached_at: reachedAt, lead_minutes: Math.round((reachedAt - madeAt) / MINUTE_MS) } }
    if (now <= horizonAt) return null
    return knownShare < KNOWN_SHARE ? { state: 'void', outcome: { known_share: knownShare } } : { state: 'miss', outcome: { lowest, highest } }
  },
}

import { settingValue } from '#app/kernel/settings'
import { areaLabel } from '#app/plant/index'
import type { Foresight, Indicator, Judgement } from '#app/predictions/indicators'
import { risingRate } from '#app/predictions/rising_rate'
import { risingRates } from '#app/predictions/settings'

const DAY_MS = 86_400_000
const EVERY_MS = 15 * 60_000

interface Events {
  /** `near_miss_rate`, and so on: what happens, as the kind of its predictions. */
  kind: string
  /** How many there were in each area. */
  countByArea(from: number, to: number): Promise<Map<string, number>>
  /** Since when they are recorded at all; null when they are not: then nothing is foretold. */
  recordedSince(): Promise<number | null>
}

/**
 * Something that happens more often in an area than it used to is expected to go on: next period again clearly more than
 * usual, which is then counted. Nothing is said of records that are younger than what they are compared with.
 */
export function rateIndicator({ kind, countByArea, recordedSince }: Events): Indicator {
  return {
    kind,
    everyMs: EVERY_MS,
    async look(now) {
      const { recent_days: recentDays, former_days: formerDays, least_events: leastEvents, chance } = await settingValue(risingRates)
      const edge = now - recentDays * DAY_MS
      const start = edge - formerDays * DAY_MS
      const since = await recordedSince()
      if (since === null || since > start) return []
      const [recent, former] = await Promise.all([countByArea(edge, now), countByArea(start, edge - 1)])
      const found = await Promise.all([...recent].map(async ([area, count]): Promise<Foresight[]> => {
        const counts = { recent: count, former: former.get(area) ?? 0, recentDays, formerDays }
        const rising = risingRate(counts, { leastEvents, chance })
        if (!rising) return []
        const label = await areaLabel(area)
        const expected = Math.max(2, Math.ceil(rising.usual * 1.5))
        return [
          {
            subject: area,
            areaCode: area,
            expectedAt: null,
            horizonAt: now + recentDays * DAY_MS,
            claim: { area: label?.name ?? area, area_en: label?.nameEn ?? area, at_least: expected, days: recentDays, recent: count, usual: Math.round(rising.usual * 10) / 10 },
            data: { ...counts, from: start, edge, to: now, chance: rising.chance },
          },
        ]
      }))
      return found.flat()
    },
    async judge({ subject, madeAt, horizonAt, claim }, now): Promise<Judgement | null> {
      const count = (await countByArea(madeAt + 1, Math.min(now, horizonAt))).get(subject) ?? 0
      if (count >= Number(claim.at_least)) return { state: 'hit', outcome: { count, at: now } }
      return now > horizonAt ? { state: 'miss', outcome: { count } } : null
    },
  }
}

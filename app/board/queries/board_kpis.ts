import { clock } from '#app/kernel/clock'
import { kpiDefinitions } from '#app/reports/index'
import type { BoardKpi } from '#app/board/snapshot'

const DAY_MS = 86_400_000
const TREND_DAYS = 7
/** Key figures move by the day; the board asks every second. */
const KEEP_MS = 15_000

let kept: { kpis: BoardKpi[]; until: number } | null = null

/** Every declared key figure over the last week, day by day, the newest as its value. */
export async function boardKpis(): Promise<BoardKpi[]> {
  if (kept && kept.until > clock.monotonic()) return kept.kpis
  const to = clock.now()
  const kpis = await Promise.all(
    kpiDefinitions().map(async ({ code, unit, target, good, compute }) => {
      const trend: (number | null)[] = []
      for (let day = TREND_DAYS - 1; day >= 0; day--)
        trend.push(await compute(to - (day + 1) * DAY_MS, to - day * DAY_MS, null))
      return { code, unit, target, good, value: trend.at(-1) ?? null, trend }
    })
  )
  kept = { kpis, until: clock.monotonic() + KEEP_MS }
  return kpis
}

import db from '@adonisjs/lucid/services/db'
import type { TestSample } from '#app/rules/index'
import type { ConditionConfig } from '#modules/telemetry/engine/port'
import { conditionsOf } from '#modules/telemetry/conditions'
import { readings } from '#modules/telemetry/queries/readings'
import type { PointAlarm, PointRow } from '#modules/telemetry/rows'

const PAGE = 5_000

/** The condition with this code as it is configured now; null when there is none. */
export async function findCondition(code: string): Promise<ConditionConfig | null> {
  const points: PointRow[] = await db.from('points').whereRaw('? LIKE code || ?', [code, '.%'])
  const conditions = points.flatMap((point) => conditionsOf(point.code, JSON.parse(point.alarm) as PointAlarm))
  return conditions.find((condition) => condition.code === code) ?? null
}

/** Every reading of a point that is stored, oldest first, page by page. */
export async function* storedSamples(code: string, from: number, to: number): AsyncGenerator<TestSample> {
  for (let start = from; start <= to;) {
    const page = await readings(code, start, to, 'raw', PAGE)
    for (const { ts, value, quality } of page) yield { at: new Date(ts).toISOString(), value: value ?? Number.NaN, good: quality === 'good' }
    if (page.length < PAGE) return
    start = page.at(-1)!.ts + 1
  }
}

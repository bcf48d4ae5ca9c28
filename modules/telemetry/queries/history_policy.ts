import db from '@adonisjs/lucid/services/db'
import { settingValue } from '#app/kernel/settings'
import type { HistoryPolicy } from '#modules/telemetry/historian/messages'
import type { PointAlarm, PointRow } from '#modules/telemetry/rows'
import { keptDays, reserveMb, type KeptDays } from '#modules/telemetry/settings'

/** How long the history of every point is kept, by its alarm class; of points that are no longer in use as well. */
export async function historyPolicy(): Promise<HistoryPolicy> {
  const [kept, reserve, points] = await Promise.all([
    settingValue(keptDays),
    settingValue(reserveMb),
    db.from('points').select('code', 'alarm') as Promise<Pick<PointRow, 'code' | 'alarm'>[]>,
  ])
  const rules = points.map(({ code, alarm }) => {
    const { raw, minute, hour, day } = keptOf(kept, (JSON.parse(alarm) as PointAlarm).alarm_class)
    return { code, days: [raw, minute, hour, day] as [number, number, number, number] }
  })
  return { rules, reserveBytes: reserve * 1024 * 1024 }
}

export const keptOf = (kept: Record<string, KeptDays>, alarmClass: string): KeptDays => kept[alarmClass] ?? kept['*']!

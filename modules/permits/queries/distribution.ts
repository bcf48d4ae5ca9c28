import db from '@adonisjs/lucid/services/db'
import { clock } from '#app/kernel/clock'
import { areaCodesWithin, listAreas, plantTimeZone } from '#app/plant/index'
import { currentLevels } from '#modules/permits/queries/find_levels'
import { IN_FORCE } from '#modules/permits/lifecycle'
import type { PermitRow } from '#modules/permits/rows'

const HOUR_MS = 3_600_000
const HOURS_BACK = 6
const HOURS = 24

type Counted = Pick<PermitRow, 'type' | 'level_code' | 'area_code' | 'state' | 'start_at' | 'end_at'>

const countBy = <K extends string>(rows: readonly Counted[], key: (row: Counted) => K): { code: K; count: number }[] =>
  [...Map.groupBy(rows, key)].map(([code, group]) => ({ code, count: group.length })).sort((a, b) => b.count - a.count || a.code.localeCompare(b.code))

/** Permits in force by type, level, state and area, and how many windows cover each hour around now. */
export async function permitDistribution(areaCode: string | null) {
  const codes = areaCode ? await areaCodesWithin(areaCode) : null
  const from = Math.floor(clock.now() / HOUR_MS) * HOUR_MS - HOURS_BACK * HOUR_MS
  const query = db.from('permits').where((any) => any.whereIn('state', IN_FORCE).orWhere((one) => one.whereIn('state', ['finished', 'closed', 'expired']).where('end_at', '>', from)))
  if (codes) query.whereIn('area_code', codes)
  const rows: Counted[] = await query.select('type', 'level_code', 'area_code', 'state', 'start_at', 'end_at')
  const standing = rows.filter(({ state }) => IN_FORCE.includes(state))
  const levels = new Map((await currentLevels()).map((level) => [level.code, level]))
  const areas = new Map((await listAreas()).map((area) => [area.code, area]))
  const hours = Array.from({ length: HOURS }, (_, index) => from + index * HOUR_MS)
  return {
    total: standing.length,
    time_zone: plantTimeZone(),
    by_type: countBy(standing, ({ type }) => type),
    by_state: countBy(standing, ({ state }) => state),
    by_level: countBy(standing, ({ level_code }) => level_code).map(({ code, count }) => ({ code, count, name: levels.get(code)?.name ?? code, name_en: levels.get(code)?.name_en ?? code, rank: levels.get(code)?.rank ?? 0 })),
    by_area: [...Map.groupBy(standing, ({ area_code }) => area_code)]
      .map(([code, group]) => ({ code, name: areas.get(code)?.name ?? code, name_en: areas.get(code)?.nameEn ?? code, count: group.length, levels: countBy(group, ({ level_code }) => level_code) }))
      .sort((a, b) => b.count - a.count || a.code.localeCompare(b.code)),
    by_hour: hours.map((at) => ({ at, count: rows.filter(({ start_at, end_at }) => Number(start_at) < at + HOUR_MS && Number(end_at) > at).length })),
  }
}

import type { BoardSnapshot } from '#app/board/snapshot'
import { presentDrill } from '#modules/drills/queries/present_drill'
import { runningDrill } from '#modules/drills/queries/find_drill'

/** What every screen says while a drill runs. */
export async function drillTile(): Promise<BoardSnapshot['drill']> {
  const drill = await runningDrill()
  if (!drill) return null
  const { id, name, area, until, started_at: startedAt, alarms, measured, stops, musters } = await presentDrill(drill)
  const worst = alarms.find(({ acknowledged_at }) => acknowledged_at === null) ?? alarms[0]
  return {
    id,
    name,
    areaCode: area.code,
    areaName: area.name,
    areaNameEn: area.name_en,
    startedAt,
    until,
    alarms: alarms.length,
    unacknowledged: alarms.filter(({ acknowledged_at }) => acknowledged_at === null).length,
    stopsOpen: stops.filter(({ done_at }) => done_at === null).length,
    missing: measured.missing,
    expected: musters.length,
    alarm: worst ? { name: worst.name, nameEn: worst.name_en, value: worst.value, unit: worst.unit } : null,
  }
}

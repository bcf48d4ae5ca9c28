import db from '@adonisjs/lucid/services/db'
import { englishNames } from '#app/identity/index'
import { areaLabel } from '#app/plant/index'
import type { DrillAlarmRow, DrillDutyRow, DrillRow, Scenario } from '#modules/drills/rows'

const MINUTE_MS = 60_000
const minutes = (ms: number): number => Math.round((ms / MINUTE_MS) * 100) / 100

/** The last of all in minutes since the first; null while one is still owed, or where nothing was. */
function lastOf(since: number | null, done: (number | null)[]): number | null {
  if (since === null || done.length === 0 || done.some((at) => at === null)) return null
  return minutes(Math.max(...done.map(Number)) - since)
}

/** The report of a drill, at any moment of it: what was measured, and what is still owed. */
export async function presentDrill(drill: DrillRow) {
  const alarms: DrillAlarmRow[] = await db.from('drill_alarms').where('drill_id', drill.id).orderBy('raised_at')
  const duties: DrillDutyRow[] = await db.from('drill_duties').where('drill_id', drill.id).orderBy('id')
  const log = await db.from('drill_log').where('drill_id', drill.id).orderBy('id')
  const area = await areaLabel(drill.area_code)
  const names = await englishNames([drill.started_by])
  const first = alarms[0] ? Number(alarms[0].raised_at) : null
  const of = (kind: DrillDutyRow['kind']) => duties.filter((duty) => duty.kind === kind)
  const json = ({ subject, name, name_en, since, done_at, done_by_name }: DrillDutyRow) => ({ subject, name, name_en, since, done_at, done_by: done_by_name })
  return {
    id: drill.id,
    name: drill.name,
    area: { code: drill.area_code, name: area.name, name_en: area.nameEn },
    scenario: JSON.parse(drill.scenario) as Scenario,
    real_outputs: Boolean(drill.real_outputs),
    started_at: Number(drill.started_at),
    started_by: drill.started_by_name,
    started_by_en: names.get(drill.started_by) ?? null,
    until: Number(drill.until),
    ended_at: drill.ended_at === null ? null : Number(drill.ended_at),
    end_cause: drill.end_cause,
    ended_by: drill.ended_by_name,
    measured: {
      minutes_to_acknowledge: lastOf(first, alarms.map(({ acknowledged_at }) => acknowledged_at)),
      minutes_to_stop: lastOf(first, of('stop').map(({ done_at }) => done_at)),
      minutes_to_muster: lastOf(first, of('arrive').map(({ done_at }) => done_at)),
      missing: of('arrive').filter(({ done_at }) => done_at === null).length,
      escalations: log.filter(({ kind }) => kind === 'told_escalated').length,
    },
    alarms: alarms.map(({ id, condition_code, name, name_en, priority, value, limit_value, unit, raised_at, acknowledged_at, acknowledged_by_name }) => {
      return { id, condition: condition_code, name, name_en, priority, value, limit: limit_value, unit, raised_at, acknowledged_at, acknowledged_by: acknowledged_by_name }
    }),
    stops: of('stop').map(json),
    musters: of('arrive').map(json),
    log: log.map(({ at, kind, params }) => ({ at: Number(at), kind, params: JSON.parse(params) as Record<string, string | number> })),
  }
}

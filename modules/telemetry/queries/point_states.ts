import db from '@adonisjs/lucid/services/db'
import { engineLink } from '#modules/telemetry/engine_link'
import type { PointSnapshot } from '#modules/telemetry/engine/port'
import type { PointAlarm, PointRow } from '#modules/telemetry/rows'

export interface PointState extends PointSnapshot {
  name: string
  nameEn: string
  areaCode: string
  kind: string
  unit: string
  /** Temperature, °C, that the unit was converted at; null where nothing was. */
  conversionC: number | null
  alarmClass: string
  staleAfterMs: number
  limits: { ll: number | null; l: number | null; h: number | null; hh: number | null }
  /** 0 in the middle of what is allowed, 1 at the nearest limit, above beyond it; null when not known. */
  deviation: number | null
}

/** How near a value is to its nearest limit. */
export function deviationOf(value: number | null, limits: PointState['limits'], range: { min: number; max: number }): number | null {
  if (value === null) return null
  const low = limits.l ?? limits.ll
  const high = limits.h ?? limits.hh
  if (low === null && high === null) return 0
  const [bottom, top] = [low ?? range.min, high ?? range.max]
  const middle = low === null ? range.min : high === null ? range.max : (bottom + top) / 2
  const reach = value >= middle ? top - middle : middle - bottom
  return reach > 0 ? Math.abs(value - middle) / reach : 0
}

/** Points as they are now, with quality and age. What the engine doesn't know is unknown. */
export async function pointStates(areaCode?: string): Promise<PointState[]> {
  const query = db.from('points').where('active', true).orderBy('code')
  if (areaCode) query.where('area_code', areaCode)
  const rows: PointRow[] = await query
  return rows.map(stateOf)
}

export async function pointState(code: string): Promise<PointState | null> {
  const row: PointRow | null = await db.from('points').where('code', code).first()
  return row ? stateOf(row) : null
}

function stateOf(row: PointRow): PointState {
  const alarm = JSON.parse(row.alarm) as PointAlarm
  const { ll = null, l = null, h = null, hh = null } = alarm.limits
  const limits = { ll, l, h, hh }
  const snapshot = engineLink.point(row.code)
  const known = snapshot.quality === 'good' ? snapshot.value : null
  return {
    ...snapshot,
    name: row.name,
    nameEn: row.name_en,
    areaCode: row.area_code,
    kind: row.kind,
    unit: row.unit,
    conversionC: row.conversion_c,
    alarmClass: alarm.alarm_class,
    staleAfterMs: row.stale_after_ms,
    limits,
    deviation: deviationOf(known, limits, row),
  }
}

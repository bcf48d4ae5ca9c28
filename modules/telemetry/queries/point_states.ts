import db from '@adonisjs/lucid/services/db'
import { engineLink } from '#modules/telemetry/engine_link'
import type { PointSnapshot } from '#modules/telemetry/engine/port'
import { configVersion } from '#modules/telemetry/queries/config_version'
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

type Point = Omit<PointRow, 'alarm'> & { alarm: PointAlarm }

const parsed = (row: PointRow): Point => ({ ...row, alarm: JSON.parse(row.alarm) as PointAlarm })
const rowsInForce = async (): Promise<Point[]> => ((await db.from('points').where('active', true).orderBy('code')) as PointRow[]).map(parsed)

/** What was read last, and of when: a plant of 10,000 points is looked at by many, several times in each second. */
let kept: { version: number; rows: Point[]; takenAt: number | null; states: PointState[] } | null = null

/** Points as they are now, with quality and age, by code. What the engine doesn't know is unknown. */
export async function pointStates(areaCode?: string): Promise<PointState[]> {
  const states = await allStates()
  return areaCode ? states.filter((point) => point.areaCode === areaCode) : states
}

async function allStates(): Promise<PointState[]> {
  const takenAt = engineLink.takenAt
  if (takenAt === null) return (await rowsInForce()).map(stateOf)
  const version = await configVersion()
  if (kept?.version === version && kept.takenAt === takenAt) return kept.states
  const rows = kept?.version === version ? kept.rows : await rowsInForce()
  kept = { version, rows, takenAt, states: rows.map(stateOf) }
  return kept.states
}

export async function pointState(code: string): Promise<PointState | null> {
  const row: PointRow | null = await db.from('points').where('code', code).first()
  return row ? stateOf(parsed(row)) : null
}

function stateOf(row: Point): PointState {
  const { ll = null, l = null, h = null, hh = null } = row.alarm.limits
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
    alarmClass: row.alarm.alarm_class,
    staleAfterMs: row.stale_after_ms,
    limits,
    deviation: deviationOf(known, limits, row),
  }
}

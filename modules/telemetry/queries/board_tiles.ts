import db from '@adonisjs/lucid/services/db'
import { englishNames } from '#app/identity/index'
import { listAreas, type AreaLabel } from '#app/plant/index'
import type { AreaFacet } from '#app/board/tiles'
import type { BoardAlarm, BoardSnapshot } from '#app/board/snapshot'
import { engineLink } from '#modules/telemetry/engine_link'
import { floodSize, operatorLines, runningFlood, type OperatorLine } from '#modules/telemetry/queries/operator_lines'
import { pointsOnBoard } from '#modules/telemetry/queries/points_on_board'
import { pointStates } from '#modules/telemetry/queries/point_states'
import type { OutputRow } from '#modules/telemetry/rows'

const MOST_ALARMS = 60

export async function alarmsTile(): Promise<BoardSnapshot['alarms']> {
  const counts = await db.from('alarms').whereNot('state', 'normal').groupBy('priority').select('priority').count('* as n')
  const byPriority = { 1: 0, 2: 0, 3: 0, 4: 0 }
  for (const { priority, n } of counts) byPriority[priority as 1 | 2 | 3 | 4] = Number(n)
  const waiting = await db
    .from('alarms')
    .whereIn('state', ['active_unacknowledged', 'cleared_unacknowledged'])
    .count('* as n')
    .first()
  const [lines, flood, labels] = [await operatorLines(MOST_ALARMS), await runningFlood(), await areaLabels()]
  const names = await englishNames(lines.map(({ alarm }) => alarm.acknowledged_by))
  return {
    byPriority,
    unacknowledged: Number(waiting?.n ?? 0),
    flood: flood && { startedAt: Number(flood.started_at), alarms: await floodSize(flood.id) },
    items: lines.map((line) => boardAlarm(line, labels, names)),
  }
}

async function areaLabels(): Promise<Map<string, AreaLabel>> {
  return new Map((await listAreas()).map((area) => [area.code, area]))
}

function boardAlarm({ alarm: row, group }: OperatorLine, labels: Map<string, AreaLabel>, names: Map<string, string>): BoardAlarm {
  const area = row.area_code ? labels.get(row.area_code) : null
  return {
    id: row.id,
    condition: row.condition_code,
    pointCode: row.point_code,
    name: row.name,
    nameEn: row.name_en,
    areaCode: row.area_code,
    areaName: area?.name ?? row.area_code ?? '',
    areaNameEn: area?.nameEn ?? row.area_code ?? '',
    priority: row.priority,
    alarmClass: row.alarm_class,
    state: row.state,
    value: row.value,
    unit: row.unit,
    limit: row.limit_value,
    raisedAt: row.raised_at,
    clearedAt: row.cleared_at,
    acknowledgedAt: row.acknowledged_at,
    acknowledgedBy: row.acknowledged_by_name,
    acknowledgedByEn: (row.acknowledged_by && names.get(row.acknowledged_by)) || null,
    note: row.note,
    firstOut: Boolean(row.first_out),
    group: group && {
      areaCodes: group.areaCodes,
      count: group.count,
      unacknowledged: group.unacknowledged,
      byPriority: group.byPriority,
      first: { id: group.first.id, name: group.first.name, nameEn: group.first.name_en, raisedAt: group.first.raised_at },
    },
  }
}

/** Alarms whose points are certain to be in the picture; a flood has more than anybody looks at. */
const MOST_ALARMED = 100

export async function pointsTile(): Promise<BoardSnapshot['points']> {
  const [states, alarmed] = await Promise.all([
    pointStates(),
    db.from('alarms').where('state', 'like', 'active%').whereNotNull('point_code').orderBy('priority').limit(MOST_ALARMED).select('point_code'),
  ])
  const items = pointsOnBoard(states, new Set(alarmed.map(({ point_code: code }) => code))).map(({ alarmClass: _, staleAfterMs: __, ...point }) => point)
  return { total: states.length, unknown: states.filter((point) => point.quality === 'bad').length, items }
}

export async function outputsTile(): Promise<BoardSnapshot['outputs']> {
  const rows: OutputRow[] = await db.from('outputs').where('active', true).orderBy('code')
  return rows.map(({ code, name, name_en: nameEn, kind, area_code: areaCode }) => {
    const { commanded, actual, state } = engineLink.output(code)
    return { code, name, nameEn, kind, areaCode, commanded, actual, state }
  })
}

export async function areaFacet(): Promise<AreaFacet> {
  const facet: AreaFacet = new Map()
  for (const point of await pointStates()) {
    const area = facet.get(point.areaCode) ?? { points: 0, unknownPoints: 0, alarm: null }
    area.points! += 1
    if (point.quality === 'bad') area.unknownPoints! += 1
    facet.set(point.areaCode, area)
  }
  const worst = await db.from('alarms').where('state', 'like', 'active%').whereNotNull('area_code').groupBy('area_code').select('area_code').min('priority as priority')
  for (const { area_code: code, priority } of worst) facet.set(code, { ...facet.get(code), alarm: priority })
  return facet
}

import { areaLabel } from '#app/plant/index'
import type { OutputSnapshot } from '#modules/telemetry/engine/port'
import type { AlarmKpis } from '#modules/telemetry/queries/alarm_kpis'
import type { AlarmGroup } from '#modules/telemetry/queries/operator_lines'
import type { PointState } from '#modules/telemetry/queries/point_states'
import type { AlarmRow, OutOfServiceRow, OutputRow } from '#modules/telemetry/rows'

export async function alarmJson(row: AlarmRow) {
  const area = row.area_code ? await areaLabel(row.area_code) : null
  return {
    id: row.id,
    condition: row.condition_code,
    point: row.point_code,
    name: row.name,
    name_en: row.name_en,
    area: row.area_code,
    area_name: area?.name ?? null,
    area_name_en: area?.nameEn ?? null,
    priority: row.priority,
    alarm_class: row.alarm_class,
    state: row.state,
    value: row.value,
    unit: row.unit,
    limit: row.limit_value,
    sampled_at: row.sample_at,
    raised_at: row.raised_at,
    cleared_at: row.cleared_at,
    acknowledged_at: row.acknowledged_at,
    acknowledged_by: row.acknowledged_by_name,
    note: row.note,
    reset_at: row.reset_at,
    shelved_until: row.shelved_until,
    shelve_reason: row.shelve_reason,
    first_out: Boolean(row.first_out),
    burst: row.burst_id,
    flood: row.flood_id,
    realarmed_at: row.realarmed_at,
    realarms: row.realarms,
  }
}

export const groupJson = async (group: AlarmGroup) => ({
  areas: group.areaCodes,
  count: group.count,
  unacknowledged: group.unacknowledged,
  by_priority: group.byPriority,
  first: await alarmJson(group.first),
})

export const kpisJson = ({ alarms, per10Min, standing, nuisance, byDay, floods }: AlarmKpis) => ({
  alarms,
  per_10_min: { mean: per10Min.mean, peak: per10Min.peak, peak_at: per10Min.peakAt, slots_over: per10Min.slotsOver, limit: per10Min.limit },
  standing: { count: standing.count, by_priority: standing.byPriority, longer_than_a_day: standing.longerThanDay, oldest_at: standing.oldestAt },
  nuisance: nuisance.map(({ nameEn, areaCode, mostPerMinute, ...one }) => ({ ...one, name_en: nameEn, area: areaCode, most_per_minute: mostPerMinute })),
  by_day: byDay,
  floods: floods.map(({ areaCode, startedAt, endedAt, alarms: count }) => ({ area: areaCode, started_at: startedAt, ended_at: endedAt, alarms: count })),
})

export const outOfServiceJson = (row: OutOfServiceRow) => ({
  id: row.id,
  condition: row.condition_code,
  point: row.point_code,
  area: row.area_code,
  reason: row.reason,
  since: row.since,
  until: row.until,
  by: row.by_name,
})

export const pointJson = (point: PointState, now: number) => ({
  code: point.code,
  name: point.name,
  name_en: point.nameEn,
  area: point.areaCode,
  kind: point.kind,
  unit: point.unit,
  conversion_c: point.conversionC,
  value: point.value,
  quality: point.quality,
  fault: point.fault,
  ts: point.ts,
  age_ms: point.ts === null ? null : Math.max(0, now - point.ts),
  last_good_ts: point.lastGoodTs,
  limits: point.limits,
  alarm_class: point.alarmClass,
  deviation: point.deviation,
})

export const outputJson = (row: OutputRow, now: OutputSnapshot) => ({
  code: row.code,
  name: row.name,
  name_en: row.name_en,
  area: row.area_code,
  kind: row.kind,
  commanded: now.commanded,
  actual: now.actual,
  state: now.state,
  at: now.at,
})

import { resolve } from 'node:path'
import db from '@adonisjs/lucid/services/db'
import { activeBypasses } from '#app/bypasses/index'
import { clock } from '#app/kernel/clock'
import { dataPath } from '#config/data'
import { conditionsOf } from '#modules/telemetry/conditions'
import { FINEST } from '#modules/telemetry/drivers/plausible'
import { engineeringValue } from '#modules/telemetry/drivers/registers'
import type { EngineConfig, RegisterMapping, SourceConfig } from '#modules/telemetry/engine/port'
import { configVersion } from '#modules/telemetry/queries/config_version'
import { overduePoints } from '#modules/telemetry/queries/due_checks'
import { pollClasses, type PollClasses } from '#modules/telemetry/poll_classes'
import { ruleConditions } from '#modules/telemetry/queries/rule_conditions'
import type { OutputRow, PointAlarm, PointRegister, PointRow } from '#modules/telemetry/rows'

/** What the engine works by, out of the tables. */
export async function buildEngineConfig(): Promise<EngineConfig> {
  const active = (table: string) => db.from(table).where('active', true)
  const [sources, points, outputs, devices, version, inhibited, substituted, usual, outOfService, overdue, rules] = await Promise.all([
    active('sources'),
    active('points') as Promise<PointRow[]>,
    active('outputs') as Promise<OutputRow[]>,
    active('mqtt_devices'),
    configVersion(),
    activeBypasses('output_inhibited'),
    activeBypasses('point_substituted'),
    pollClasses(),
    db.from('out_of_service').whereNull('ended_at'),
    overduePoints(clock.now()),
    ruleConditions(),
  ])
  const outUntil = new Map(outOfService.map((row) => [String(row.condition_code), Number(row.until)]))
  return {
    version,
    sources: sources.map((row) => sourceOf(row, points, usual)),
    points: points.map((row) => ({
      code: row.code,
      areaCode: row.area_code,
      unit: row.unit,
      min: row.min,
      max: row.max,
      staleAfterMs: row.stale_after_ms,
      frozenAfterMs: row.frozen_after_ms,
      invalidValues: invalidValuesOf(row),
      sourceCode: row.source_code,
      checkDue: overdue.has(row.code),
    })),
    conditions: [...points.flatMap((row) => conditionsOf(row.code, JSON.parse(row.alarm) as PointAlarm)), ...rules.map(({ config }) => config)].map((condition) => ({
      ...condition,
      outOfServiceUntil: outUntil.get(condition.code) ?? null,
    })),
    outputs: outputs.map((row) => ({
      code: row.code,
      areaCode: row.area_code,
      kind: row.kind,
      wire: JSON.parse(row.wire),
      confirmWithinMs: row.confirm_within_ms,
      ttlMs: row.ttl_ms,
    })),
    inhibits: inhibited.map(({ subject_code: output, until }) => ({ output, until: Number(until) })),
    substitutes: substituted.map(({ subject_code: point, value, since, until }) => ({ point, value: value!, since: Number(since), until: Number(until) })),
    mqttCredentials: devices.map((row) => ({
      username: row.username,
      secretHash: row.secret_hash,
      publish: JSON.parse(row.publish),
      subscribe: JSON.parse(row.subscribe),
    })),
  }
}

/** One source with the registers of its points; `usual` are the plant's poll classes. */
export function sourceOf(row: { code: string; kind: string; connection: string }, points: readonly PointRow[], usual: PollClasses): SourceConfig {
  const { code } = row
  const kind = row.kind as SourceConfig['kind']
  const connection = JSON.parse(row.connection)
  if (kind === 'replay') return { kind, code, ...connection, path: resolve(dataPath(), connection.path) }
  if (kind !== 'modbus_tcp' && kind !== 'modbus_rtu_tcp') return { kind, code, ...connection }
  const classes: Record<string, number> = { ...usual, ...connection.pollClasses }
  const registers = points
    .filter((point) => point.source_code === code && point.register)
    .map((point) => registerOf(point, classes))
  return { kind, code, ...connection, pollClasses: classes, registers }
}

/** A class that nobody set is polled as the usual one: what is named is read. */
function registerOf({ code, min, max, register }: PointRow, classes: Record<string, number>): RegisterMapping {
  const stored = JSON.parse(register!) as PointRegister
  const pollClass = stored.pollClass in classes ? stored.pollClass : 'normal'
  return { ...stored, point: code, pollClass, finest: (max - min) * FINEST }
}

/** As they come out of the driver: what a register holds is scaled before it is judged. */
function invalidValuesOf({ invalid_values: stored, register }: PointRow): number[] {
  const values = JSON.parse(stored) as number[]
  if (!register) return values
  const { scale, offset } = JSON.parse(register) as PointRegister
  return values.map((raw) => engineeringValue(raw, scale, offset))
}

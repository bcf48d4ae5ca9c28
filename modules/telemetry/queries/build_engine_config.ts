import db from '@adonisjs/lucid/services/db'
import { activeBypasses } from '#app/bypasses/index'
import { conditionsOf } from '#modules/telemetry/conditions'
import type { EngineConfig, ModbusSourceConfig, MqttSourceConfig, SourceConfig } from '#modules/telemetry/engine/port'
import type { OutputRow, PointAlarm, PointRegister, PointRow } from '#modules/telemetry/rows'

/** What the engine works by, out of the tables. */
export async function buildEngineConfig(): Promise<EngineConfig> {
  const active = (table: string) => db.from(table).where('active', true)
  const [sources, points, outputs, devices, version, inhibited, substituted] = await Promise.all([
    active('sources'),
    active('points') as Promise<PointRow[]>,
    active('outputs') as Promise<OutputRow[]>,
    active('mqtt_devices'),
    configVersion(),
    activeBypasses('output_inhibited'),
    activeBypasses('point_substituted'),
  ])
  return {
    version,
    sources: sources.map((row) => sourceOf(row, points)),
    points: points.map((row) => ({
      code: row.code,
      areaCode: row.area_code,
      unit: row.unit,
      min: row.min,
      max: row.max,
      staleAfterMs: row.stale_after_ms,
      frozenAfterMs: row.frozen_after_ms,
      sourceCode: row.source_code,
    })),
    conditions: points.flatMap((row) => conditionsOf(row.code, JSON.parse(row.alarm) as PointAlarm)),
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

export async function configVersion(): Promise<number> {
  const row = await db.from('engine_configs').where('id', 1).first()
  return Number(row?.version ?? 0)
}

/** One source with the registers of its points. */
export function sourceOf(row: { code: string; kind: string; connection: string }, points: readonly PointRow[]): SourceConfig {
  const connection = JSON.parse(row.connection)
  if (row.kind === 'mqtt') return { kind: 'mqtt', code: row.code, ...connection } as MqttSourceConfig
  const registers = points
    .filter((point) => point.source_code === row.code && point.register)
    .map((point) => ({ point: point.code, ...(JSON.parse(point.register!) as PointRegister) }))
  return { kind: 'modbus_tcp', code: row.code, ...connection, registers } as ModbusSourceConfig
}

import { createHash } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import mqtt, { type MqttClient } from 'mqtt'
import { EngineHost, type HostOptions } from '#modules/telemetry/engine/host'
import type { ConditionConfig, EngineConfig, OutputConfig, PointConfig, Transition } from '#modules/telemetry/engine/port'

export const gasPoint = (code: string, sourceCode = 'MQTT', changes: Partial<PointConfig> = {}): PointConfig => ({
  code, areaCode: 'GAS', unit: 'ppm', min: 0, max: 500, staleAfterMs: 60_000, frozenAfterMs: null, sourceCode, ...changes,
})

export const gasLimit = (pointCode: string, changes: Partial<ConditionConfig> = {}): ConditionConfig => ({
  code: `${pointCode}.H`, pointCode, op: '>', limit: 24, consecutive: 3, deadband: 1, priority: 2, alarmClass: 'gas', outputs: [], ...changes,
})

export const siren = (changes: Partial<OutputConfig> = {}): OutputConfig => ({
  code: 'SIREN', areaCode: 'GAS', kind: 'siren', wire: { kind: 'mqtt', commandTopic: 'plant/GAS/SIREN/cmd', stateTopic: 'plant/GAS/SIREN/state' },
  confirmWithinMs: 300, ttlMs: 5_000, ...changes,
})

export const credential = (username: string, publish: string[], subscribe: string[] = []) => ({
  username, secretHash: createHash('sha256').update(`secret of ${username}`).digest('hex'), publish, subscribe,
})

/** An MQTT plant: any point below `plant/<area>/<device>/<point>`, one device that may do everything there. */
export const plantConfig = (changes: Partial<EngineConfig> = {}): EngineConfig => ({
  version: 1,
  sources: [{ kind: 'mqtt', code: 'MQTT', topic: 'plant/+/+/+', pointPattern: '{1}.{2}.{3}', valuePath: 'v', timePath: 'ts', qualityPath: 'q' }],
  points: [gasPoint('GAS.AT1.CO')],
  conditions: [gasLimit('GAS.AT1.CO')],
  outputs: [],
  mqttCredentials: [credential('field', ['plant'], ['plant'])],
  inhibits: [],
  substitutes: [],
  ...changes,
})

export const historyFile = () => join(mkdtempSync(join(tmpdir(), 'redline-engine-')), 'history.sqlite')

/** A running engine whose transitions are committed as the web thread does. */
export async function startEngine(config: EngineConfig, options: Partial<HostOptions> = {}) {
  const file = options.historyFile ?? historyFile()
  const host = new EngineHost({ historyFile: file, mqtt: options.mqtt === undefined ? { host: '127.0.0.1', port: 0 } : options.mqtt })
  const transitions: Transition[] = []
  host.on('transition', ({ journalSeq, transition }) => {
    transitions.push(transition)
    host.committed(journalSeq)
  })
  await host.start(config)
  const kinds = () => transitions.map(({ kind }) => kind).filter((kind) => kind !== 'engine_restarted')
  return { host, file, transitions, kinds, stop: () => host.stop() }
}

export const connectDevice = (port: number, username = 'field', password = `secret of ${username}`): Promise<MqttClient> =>
  mqtt.connectAsync(`mqtt://127.0.0.1:${port}`, { username, password, reconnectPeriod: 0 })

export const sample = (v: unknown, ts?: number, q?: string) => JSON.stringify({ v, ts, q })

/** What is stored of a point, oldest first. */
export function storedReadings(file: string, code: string): { ts: number; value: number | null; quality: number }[] {
  const database = new DatabaseSync(file, { readOnly: true })
  try {
    const sql = 'SELECT ts, value, quality FROM readings JOIN points ON points.id = point_id WHERE code = ? ORDER BY ts'
    return database.prepare(sql).all(code) as never
  } finally {
    database.close()
  }
}

/** Waits until `look` is true; a test that waits in vain says for what. */
export async function waitFor(look: () => boolean | Promise<boolean>, withinMs = 8_000): Promise<void> {
  const end = performance.now() + withinMs
  while (!(await look())) {
    if (performance.now() > end) throw new Error(`waited ${withinMs} ms in vain for ${look.toString()}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { EngineConfig } from '#modules/telemetry/engine/port'

export const POINTS = 100
export const USER = 'bench'
export const SECRET = 'a-secret-of-the-bench'

export const topicOf = (index: number) => `plant/B/${index % POINTS}/V`

/** A hundred points, each with a condition that is evaluated on every reading, and one siren on the first of them. */
export const benchConfig = (): EngineConfig => {
  const codes = Array.from({ length: POINTS }, (_, index) => `B.${index}.V`)
  return {
    version: 1,
    sources: [{ kind: 'mqtt', code: 'MQTT', topic: 'plant/+/+/+', pointPattern: '{1}.{2}.{3}', valuePath: 'v', timePath: 'ts', qualityPath: 'q' }],
    points: codes.map((code) => ({ code, areaCode: 'B', unit: '1', min: -1e9, max: 1e9, staleAfterMs: 3_600_000, frozenAfterMs: null, sourceCode: 'MQTT' })),
    conditions: codes.map((code, index) => ({ code: `${code}.H`, pointCode: code, op: '>', limit: 100, consecutive: index === 0 ? 1 : 3, deadband: 0, priority: 1, alarmClass: 'gas', outputs: index === 0 ? ['SIREN'] : [] })),
    outputs: [{ code: 'SIREN', areaCode: 'B', kind: 'siren', wire: { kind: 'mqtt', commandTopic: 'act/B/SIREN/cmd', stateTopic: 'act/B/SIREN/state' }, confirmWithinMs: 2_000, ttlMs: 5_000 }],
    inhibits: [],
    substitutes: [],
    mqttCredentials: [{ username: USER, secretHash: createHash('sha256').update(SECRET).digest('hex'), publish: ['plant', 'act'], subscribe: ['plant', 'act'] }],
  }
}

/** A folder for the run; removed with the returned function. */
export function folder() {
  const path = mkdtempSync(join(tmpdir(), 'redline-bench-'))
  return { file: join(path, 'history.sqlite'), remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** Every point has an output of its own, so that each message is a first alarm and a new command. */
export function manyOutputs(count: number): EngineConfig {
  const { points: [point], conditions: [condition], outputs: [output], ...rest } = benchConfig()
  const numbers = Array.from({ length: count }, (_, index) => index)
  return {
    ...rest,
    points: numbers.map((index) => ({ ...point!, code: `B.${index}.V` })),
    conditions: numbers.map((index) => ({ ...condition!, code: `B.${index}.V.H`, pointCode: `B.${index}.V`, outputs: [`OUT-${index}`] })),
    outputs: numbers.map((index) => ({ ...output!, code: `OUT-${index}`, confirmWithinMs: 60_000, wire: { kind: 'mqtt', commandTopic: `act/B/${index}/cmd`, stateTopic: `act/B/${index}/state` } })),
  }
}

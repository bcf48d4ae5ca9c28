import type { SourceConfig } from '#modules/telemetry/engine/port'

export interface SourceDefinition {
  code: string
  kind: SourceConfig['kind']
  name: string
  name_en: string
  host?: string | null
  port?: number | null
  timeout_ms?: number | null
  poll_classes?: Record<string, number> | null
  topic?: string | null
  point?: string | null
  value?: string | null
  time?: string | null
  quality?: string | null
  group?: string | null
  silent_after_ms?: number | null
  path?: string | null
  speed?: number | null
  repeat?: boolean | null
  active?: boolean
}

type Own = Omit<SourceDefinition, 'code' | 'kind' | 'name' | 'name_en' | 'active'>

interface SourceKind {
  /** Fields without which there is no such source. */
  needs: readonly (keyof Own)[]
  /** The connection in the engine's own words, and back. */
  connection(row: SourceDefinition): object
  definition(connection: any): Own
}

const modbus: SourceKind = {
  needs: ['host', 'port'],
  connection: ({ host, port, timeout_ms: timeoutMs, poll_classes: pollClasses }) => ({
    host,
    port,
    timeoutMs: timeoutMs ?? 1_000,
    pollClasses: pollClasses ?? {},
  }),
  definition: ({ host, port, timeoutMs, pollClasses }) => ({ host, port, timeout_ms: timeoutMs, poll_classes: pollClasses }),
}

/** What a source of each kind is told of its wire. */
export const SOURCE_KINDS: Record<SourceConfig['kind'], SourceKind> = {
  modbus_tcp: modbus,
  modbus_rtu_tcp: modbus,
  mqtt: {
    needs: ['topic', 'point', 'value'],
    connection: ({ topic, point, value, time, quality }) => ({
      topic,
      pointPattern: point,
      valuePath: value,
      timePath: time ?? null,
      qualityPath: quality ?? null,
    }),
    definition: ({ topic, pointPattern, valuePath, timePath, qualityPath }) => ({
      topic,
      point: pointPattern,
      value: valuePath,
      time: timePath,
      quality: qualityPath,
    }),
  },
  sparkplug_b: {
    needs: ['group'],
    connection: ({ group, point }) => ({ group, pointPattern: point ?? '{2}.{3}.{4}' }),
    definition: ({ group, pointPattern }) => ({ group, point: pointPattern }),
  },
  http: {
    needs: [],
    connection: ({ silent_after_ms: silentAfterMs }) => ({ silentAfterMs: silentAfterMs ?? null }),
    definition: ({ silentAfterMs }) => ({ silent_after_ms: silentAfterMs }),
  },
  replay: {
    needs: ['path'],
    connection: ({ path, speed, repeat }) => ({ path, speed: speed ?? 1, repeat: repeat ?? false }),
    definition: ({ path, speed, repeat }) => ({ path, speed, repeat }),
  },
}

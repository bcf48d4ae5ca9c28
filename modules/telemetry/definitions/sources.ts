import db from '@adonisjs/lucid/services/db'
import vine from '@vinejs/vine'
import { registerDefinitions, type DefinitionFault } from '#app/plant/definitions'
import { touchConfig } from '#modules/telemetry/definitions/touch_config'

interface SourceDefinition {
  code: string
  kind: 'modbus_tcp' | 'mqtt'
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
  active?: boolean
}

const schema = vine.object({
  code: vine.string().regex(/^[A-Z][A-Z0-9-]{0,39}$/),
  kind: vine.enum(['modbus_tcp', 'mqtt'] as const),
  name: vine.string().maxLength(80),
  name_en: vine.string().maxLength(80),
  host: vine.string().maxLength(200).nullable().optional(),
  port: vine.number().withoutDecimals().range([1, 65_535]).nullable().optional(),
  timeout_ms: vine.number().withoutDecimals().range([50, 30_000]).nullable().optional(),
  poll_classes: vine.record(vine.number().withoutDecimals().range([100, 3_600_000])).nullable().optional(),
  topic: vine.string().maxLength(200).nullable().optional(),
  point: vine.string().maxLength(100).nullable().optional(),
  value: vine.string().maxLength(100).nullable().optional(),
  time: vine.string().maxLength(100).nullable().optional(),
  quality: vine.string().maxLength(100).nullable().optional(),
  active: vine.boolean().optional(),
})

const NEEDED = {
  modbus_tcp: ['host', 'port', 'poll_classes'],
  mqtt: ['topic', 'point', 'value'],
} as const

/** `sources.yaml`: the gateways that are polled and the topics that are heard. */
export function registerSourceDefinitions(): void {
  registerDefinitions<SourceDefinition>({
    kind: 'sources',
    order: 40,
    schema,
    validate: (rows) =>
      rows.flatMap((row, index) =>
        NEEDED[row.kind]
          .filter((field) => row[field] === undefined || row[field] === null)
          .map((field): DefinitionFault => ({ row: index, path: [field], message: `A source of kind ${row.kind} needs ${field}.` }))
      ),
    async current() {
      return (await db.from('sources').orderBy('code')).map(definitionOf)
    },
    async apply(tx, rows) {
      for (const row of rows) {
        const { code, kind, name, name_en, active = true } = row
        const stored = { code, kind, name, name_en, active, connection: JSON.stringify(connectionOf(row)) }
        await tx.db.knexQuery().insert(stored).into('sources').onConflict('code').merge()
      }
      await touchConfig(tx)
    },
    example: {
      code: 'GAS-GW',
      kind: 'modbus_tcp',
      name: '煤气检测网关',
      name_en: 'Gas detection gateway',
      host: '10.0.0.12',
      port: 502,
      poll_classes: { fast: 1000, slow: 5000 },
    },
  })
}

/** The connection in the engine's own words. */
function connectionOf(row: SourceDefinition): object {
  if (row.kind === 'modbus_tcp')
    return { host: row.host, port: row.port, timeoutMs: row.timeout_ms ?? 1_000, pollClasses: row.poll_classes }
  return {
    topic: row.topic,
    pointPattern: row.point,
    valuePath: row.value,
    timePath: row.time ?? null,
    qualityPath: row.quality ?? null,
  }
}

function definitionOf(row: any): SourceDefinition {
  const { code, kind, name, name_en, active } = row
  const connection = JSON.parse(row.connection)
  const own =
    kind === 'modbus_tcp'
      ? { host: connection.host, port: connection.port, timeout_ms: connection.timeoutMs, poll_classes: connection.pollClasses }
      : {
          topic: connection.topic,
          point: connection.pointPattern,
          value: connection.valuePath,
          time: connection.timePath,
          quality: connection.qualityPath,
        }
  return { code, kind, name, name_en, ...own, active: Boolean(active) }
}

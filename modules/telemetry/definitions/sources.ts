import db from '@adonisjs/lucid/services/db'
import vine from '@vinejs/vine'
import { registerDefinitions, type DefinitionFault } from '#app/plant/definitions'
import { SOURCE_KINDS, type SourceDefinition } from '#modules/telemetry/definitions/source_kinds'
import { touchConfig } from '#modules/telemetry/definitions/touch_config'

const KINDS = Object.keys(SOURCE_KINDS) as SourceDefinition['kind'][]

const schema = vine.object({
  code: vine.string().regex(/^[A-Z][A-Z0-9-]{0,39}$/),
  kind: vine.enum(KINDS),
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
  group: vine.string().regex(/^[^+#/]{1,100}$/).nullable().optional(),
  silent_after_ms: vine.number().withoutDecimals().range([1_000, 86_400_000]).nullable().optional(),
  path: vine.string().maxLength(400).nullable().optional(),
  speed: vine.number().range([0.01, 10_000]).nullable().optional(),
  repeat: vine.boolean().nullable().optional(),
  active: vine.boolean().optional(),
})

/** `sources.yaml`: the gateways that are polled, the topics that are heard, and who sends by himself. */
export function registerSourceDefinitions(): void {
  registerDefinitions<SourceDefinition>({
    kind: 'sources',
    order: 40,
    schema,
    validate: (rows) =>
      rows.flatMap((row, index) =>
        SOURCE_KINDS[row.kind].needs
          .filter((field) => row[field] === undefined || row[field] === null)
          .map((field): DefinitionFault => ({ row: index, path: [field], message: `A source of kind ${row.kind} needs ${field}.` }))
      ),
    async current() {
      return (await db.from('sources').orderBy('code')).map(definitionOf)
    },
    async apply(tx, rows) {
      for (const row of rows) {
        const { code, kind, name, name_en, active = true } = row
        const stored = { code, kind, name, name_en, active, connection: JSON.stringify(SOURCE_KINDS[kind].connection(row)) }
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

function definitionOf(row: any): SourceDefinition {
  const { code, kind, name, name_en, active } = row
  const own = SOURCE_KINDS[kind as SourceDefinition['kind']].definition(JSON.parse(row.connection))
  return { code, kind, name, name_en, ...own, active: Boolean(active) }
}

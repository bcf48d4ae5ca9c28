import db from '@adonisjs/lucid/services/db'
import vine from '@vinejs/vine'
import { registerDefinitions, unknownReferences, type DefinitionFault } from '#app/plant/definitions'
import { touchConfig } from '#modules/telemetry/definitions/touch_config'
import type { OutputRow } from '#modules/telemetry/rows'

interface OutputDefinition {
  code: string
  area: string
  kind: OutputRow['kind']
  name: string
  name_en: string
  mqtt?: { command: string; state: string } | null
  modbus?: { source: string; unit_id: number; coil: number; readback_coil: number } | null
  confirm_within_ms?: number
  ttl_ms?: number
  active?: boolean
}

const schema = vine.object({
  code: vine.string().regex(/^[A-Z][A-Z0-9-]{0,39}$/),
  area: vine.string(),
  kind: vine.enum(['siren', 'beacon', 'fan', 'door', 'other'] as const),
  name: vine.string().maxLength(80),
  name_en: vine.string().maxLength(80),
  mqtt: vine.object({ command: vine.string().maxLength(200), state: vine.string().maxLength(200) }).nullable().optional(),
  modbus: vine
    .object({
      source: vine.string(),
      unit_id: vine.number().withoutDecimals().range([0, 255]),
      coil: vine.number().withoutDecimals().range([0, 65_535]),
      readback_coil: vine.number().withoutDecimals().range([0, 65_535]),
    })
    .nullable()
    .optional(),
  confirm_within_ms: vine.number().withoutDecimals().range([100, 60_000]).optional(),
  ttl_ms: vine.number().withoutDecimals().range([500, 600_000]).optional(),
  active: vine.boolean().optional(),
})

/** `outputs.yaml`: what can be switched, and where it says that it is. */
export function registerOutputDefinitions(): void {
  registerDefinitions<OutputDefinition>({
    kind: 'outputs',
    order: 42,
    schema,
    validate: (rows, context) => [
      ...unknownReferences(rows, 'area', 'areas', context),
      ...rows.flatMap((row, index): DefinitionFault[] => {
        if (Boolean(row.mqtt) === Boolean(row.modbus)) return [{ row: index, message: 'An output has one wire: mqtt or modbus.' }]
        if (row.modbus && !context.known('sources').has(row.modbus.source))
          return [{ row: index, path: ['modbus', 'source'], message: `There is no source "${row.modbus.source}" in sources.` }]
        return []
      }),
    ],
    async current() {
      const rows: OutputRow[] = await db.from('outputs').orderBy('code')
      return rows.map(definitionOf)
    },
    async apply(tx, rows) {
      for (const row of rows) await tx.db.knexQuery().insert(storedOf(row)).into('outputs').onConflict('code').merge()
      await touchConfig(tx)
    },
    example: {
      code: 'GAS2-SIREN',
      area: 'GAS2',
      kind: 'siren',
      name: '煤气区二警报器',
      name_en: 'Siren of gas area 2',
      mqtt: { command: 'plant/GAS2/SIREN/cmd', state: 'plant/GAS2/SIREN/state' },
    },
  })
}

function storedOf({ code, area, kind, name, name_en, mqtt, modbus, confirm_within_ms, ttl_ms, active }: OutputDefinition) {
  const wire = mqtt
    ? { kind: 'mqtt', commandTopic: mqtt.command, stateTopic: mqtt.state }
    : { kind: 'modbus', sourceCode: modbus!.source, unitId: modbus!.unit_id, coil: modbus!.coil, readbackCoil: modbus!.readback_coil }
  return {
    code,
    area_code: area,
    kind,
    name,
    name_en,
    wire: JSON.stringify(wire),
    confirm_within_ms: confirm_within_ms ?? 2_000,
    ttl_ms: ttl_ms ?? 10_000,
    active: active ?? true,
  }
}

function definitionOf(row: OutputRow): OutputDefinition {
  const wire = JSON.parse(row.wire)
  const own =
    wire.kind === 'mqtt'
      ? { mqtt: { command: wire.commandTopic, state: wire.stateTopic } }
      : { modbus: { source: wire.sourceCode, unit_id: wire.unitId, coil: wire.coil, readback_coil: wire.readbackCoil } }
  const { code, area_code: area, kind, name, name_en, confirm_within_ms, ttl_ms } = row
  return { code, area, kind, name, name_en, ...own, confirm_within_ms, ttl_ms, active: Boolean(row.active) }
}

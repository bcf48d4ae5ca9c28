import db from '@adonisjs/lucid/services/db'
import vine from '@vinejs/vine'
import { registerDefinitions, unknownReferences, type DefinitionFault } from '#app/plant/definitions'
import { alarmFaults, alarmFields, storedAlarm, type AlarmFields } from '#modules/telemetry/definitions/alarm_fields'
import { touchConfig } from '#modules/telemetry/definitions/touch_config'
import { LIMIT_LEVELS, type LimitLevel, type PointAlarm, type PointRegister, type PointRow } from '#modules/telemetry/rows'

type ByLevel<T> = Partial<Record<LimitLevel, T>>

export interface PointDefinition extends AlarmFields {
  code: string
  area: string
  source: string
  kind: string
  name: string
  name_en: string
  unit: string
  min: number
  max: number
  limits?: ByLevel<number | null> | null
  limit_source?: string | null
  /** Temperature, °C, at which a figure in mg/m³ was converted to ppm or back; it belongs to the unit. */
  conversion_c?: number | null
  /** Days between two calibrations and two bump tests; null: the plant's settings. */
  calibration_days?: number | null
  bump_test_days?: number | null
  stale_after_ms?: number
  frozen_after_ms?: number | null
  /** What the device writes when it has no value (9999, 65535, -200 …), before scaling. */
  invalid_values?: number[]
  register?: {
    unit_id: number
    function: 1 | 2 | 3 | 4
    address: number
    type: PointRegister['type']
    word_order?: PointRegister['wordOrder']
    scale?: number
    offset?: number
    poll_class: string
  } | null
  active?: boolean
}

const limit = () => vine.number().nullable().optional()
const schema = vine.object({
  code: vine.string().regex(/^[A-Z0-9][A-Z0-9.-]{0,79}$/),
  area: vine.string(),
  source: vine.string(),
  kind: vine.string().regex(/^[a-z][a-z0-9_]{0,29}$/),
  name: vine.string().maxLength(80),
  name_en: vine.string().maxLength(80),
  unit: vine.string().maxLength(20),
  min: vine.number(),
  max: vine.number(),
  limits: vine.object({ ll: limit(), l: limit(), h: limit(), hh: limit() }).nullable().optional(),
  limit_source: vine.string().maxLength(250).nullable().optional(),
  ...alarmFields,
  conversion_c: vine.number().range([-50, 200]).nullable().optional(),
  calibration_days: vine.number().withoutDecimals().range([1, 3_650]).nullable().optional(),
  bump_test_days: vine.number().withoutDecimals().range([1, 3_650]).nullable().optional(),
  stale_after_ms: vine.number().withoutDecimals().range([500, 86_400_000]).optional(),
  frozen_after_ms: vine.number().withoutDecimals().range([1_000, 86_400_000]).nullable().optional(),
  invalid_values: vine.array(vine.number()).maxLength(20).optional(),
  register: vine
    .object({
      unit_id: vine.number().withoutDecimals().range([0, 255]),
      function: vine.number().withoutDecimals().range([1, 4]),
      address: vine.number().withoutDecimals().range([0, 65_535]),
      type: vine.enum(['bool', 'int16', 'uint16', 'int32', 'uint32', 'float32'] as const),
      word_order: vine.enum(['ABCD', 'CDAB', 'BADC', 'DCBA'] as const).optional(),
      scale: vine.number().optional(),
      offset: vine.number().optional(),
      poll_class: vine.string().maxLength(20),
    })
    .nullable()
    .optional(),
  active: vine.boolean().optional(),
})

/** `points.yaml`: what is measured, where, within which limits, and what an excursion switches on. */
export function registerPointDefinitions(): void {
  registerDefinitions<PointDefinition>({
    kind: 'points',
    order: 44,
    schema: schema as never,
    validate: (rows, context) => [
      ...unknownReferences(rows, 'area', 'areas', context),
      ...unknownReferences(rows, 'source', 'sources', context),
      ...rows.flatMap((row, index) => [...limitFaults(row, index), ...alarmFaults(row, index, context)]),
    ],
    current: currentPoints,
    async apply(tx, rows) {
      for (const row of rows)
        await tx.db.knexQuery().insert(storedOf(row)).into('points').onConflict('code').merge()
      await touchConfig(tx)
    },
    example: {
      code: 'GAS2.AT201.CO',
      area: 'GAS2',
      source: 'GAS-GW',
      kind: 'co',
      name: '1#转炉煤气柜东侧CO',
      name_en: 'LDG holder 1 east CO',
      unit: 'ppm',
      min: 0,
      max: 500,
      limits: { h: 24, hh: 160 },
      outputs: { h: ['GAS2-SIREN', 'GAS2-FAN'] },
    },
  })
}

export async function currentPoints(): Promise<PointDefinition[]> {
  const rows: PointRow[] = await db.from('points').orderBy('code')
  return rows.map(definitionOf)
}

/** Limits in order and inside the instrument's range. */
function limitFaults({ limits, min, max }: PointDefinition, row: number): DefinitionFault[] {
  const faults: DefinitionFault[] = []
  if (min >= max) faults.push({ row, path: ['max'], message: `The range ends (${max}) before it begins (${min}).` })
  const set = LIMIT_LEVELS.map((level) => [level, limits?.[level]] as const).filter(([, value]) => typeof value === 'number')
  for (const [index, [level, value]] of set.entries()) {
    if (value! < min || value! > max)
      faults.push({ row, path: ['limits', level], message: `The limit ${value} lies outside the range ${min} to ${max}.` })
    const former = set[index - 1]
    if (former && value! <= former[1]!)
      faults.push({ row, path: ['limits', level], message: `The limit ${level} (${value}) must lie above ${former[0]} (${former[1]}).` })
  }
  return faults
}

export function storedOf(row: PointDefinition) {
  const register = row.register
    ? {
        unitId: row.register.unit_id,
        function: row.register.function,
        address: row.register.address,
        type: row.register.type,
        wordOrder: row.register.word_order ?? 'ABCD',
        scale: row.register.scale ?? 1,
        offset: row.register.offset ?? 0,
        pollClass: row.register.poll_class,
      }
    : null
  return {
    code: row.code,
    area_code: row.area,
    source_code: row.source,
    kind: row.kind,
    name: row.name,
    name_en: row.name_en,
    unit: row.unit,
    min: row.min,
    max: row.max,
    stale_after_ms: row.stale_after_ms ?? 10_000,
    frozen_after_ms: row.frozen_after_ms ?? null,
    alarm: JSON.stringify(storedAlarm(row)),
    conversion_c: row.conversion_c ?? null,
    calibration_days: row.calibration_days ?? null,
    bump_test_days: row.bump_test_days ?? null,
    register: register ? JSON.stringify(register) : null,
    invalid_values: JSON.stringify(row.invalid_values ?? []),
    limit_source: row.limit_source ?? null,
    active: row.active ?? true,
  }
}

function definitionOf(row: PointRow): PointDefinition {
  const alarm = JSON.parse(row.alarm) as PointAlarm
  const register = row.register ? (JSON.parse(row.register) as PointRegister) : null
  return {
    code: row.code,
    area: row.area_code,
    source: row.source_code,
    kind: row.kind,
    name: row.name,
    name_en: row.name_en,
    unit: row.unit,
    min: row.min,
    max: row.max,
    ...storedAlarm(alarm),
    limit_source: row.limit_source,
    conversion_c: row.conversion_c,
    calibration_days: row.calibration_days,
    bump_test_days: row.bump_test_days,
    stale_after_ms: row.stale_after_ms,
    frozen_after_ms: row.frozen_after_ms,
    invalid_values: JSON.parse(row.invalid_values) as number[],
    register: register
      ? {
          unit_id: register.unitId,
          function: register.function,
          address: register.address,
          type: register.type,
          word_order: register.wordOrder,
          scale: register.scale,
          offset: register.offset,
          poll_class: register.pollClass,
        }
      : null,
    active: Boolean(row.active),
  }
}

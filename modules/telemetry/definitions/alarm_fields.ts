import vine from '@vinejs/vine'
import type { DefinitionContext, DefinitionFault } from '#app/plant/definitions'
import { compileSuppression, suppressingPoints } from '#modules/telemetry/engine/suppression'
import { ALARM_LEVELS, type AlarmLevel, type PointAlarm } from '#modules/telemetry/rows'

type ByLevel<T> = Partial<Record<AlarmLevel, T>>

/** What of a point's definition makes its alarms, beside the limits themselves. */
export interface AlarmFields {
  rate_limits?: { up?: number | null; down?: number | null } | null
  consecutive?: number
  deadband?: number
  deadbands?: ByLevel<number> | null
  on_delay_s?: ByLevel<number> | null
  off_delay_s?: ByLevel<number> | null
  alarm_class?: string
  priorities?: ByLevel<1 | 2 | 3 | 4> | null
  outputs?: ByLevel<string[]> | null
  on_acknowledge?: { output: string; value: boolean }[] | null
  suppress_when?: string | null
}

const byLevel = <T>(field: () => T) => Object.fromEntries(ALARM_LEVELS.map((level) => [level, field()])) as Record<AlarmLevel, T>
const seconds = () => vine.object(byLevel(() => vine.number().range([0, 86_400]).optional())).nullable().optional()
const rate = () => vine.number().positive().nullable().optional()

export const alarmFields = {
  rate_limits: vine.object({ up: rate(), down: rate() }).nullable().optional(),
  consecutive: vine.number().withoutDecimals().range([1, 100]).optional(),
  deadband: vine.number().min(0).optional(),
  deadbands: vine.object(byLevel(() => vine.number().min(0).optional())).nullable().optional(),
  on_delay_s: seconds(),
  off_delay_s: seconds(),
  alarm_class: vine.string().maxLength(30).optional(),
  priorities: vine.object(byLevel(() => vine.number().withoutDecimals().range([1, 4]).optional())).nullable().optional(),
  outputs: vine.object(byLevel(() => vine.array(vine.string().maxLength(40)).maxLength(20).optional())).nullable().optional(),
  on_acknowledge: vine
    .array(vine.object({ output: vine.string().maxLength(40), value: vine.boolean() }))
    .maxLength(10)
    .nullable()
    .optional(),
  suppress_when: vine.string().maxLength(500).nullable().optional(),
}

/** Outputs and points that the alarms name have to be there, and the expression has to be one. */
export function alarmFaults(row: AlarmFields, index: number, context: DefinitionContext): DefinitionFault[] {
  const outputs = context.known('outputs')
  const missing = (path: (string | number)[], code: string): DefinitionFault[] =>
    outputs.has(code) ? [] : [{ row: index, path, message: `There is no output "${code}" in outputs.` }]
  return [
    ...Object.entries(row.outputs ?? {}).flatMap(([level, codes]) => (codes ?? []).flatMap((code) => missing(['outputs', level], code))),
    ...(row.on_acknowledge ?? []).flatMap(({ output }, place) => missing(['on_acknowledge', place, 'output'], output)),
    ...(row.suppress_when ? suppressionFaults(row.suppress_when, index, context) : []),
  ]
}

function suppressionFaults(source: string, row: number, context: DefinitionContext): DefinitionFault[] {
  const path = ['suppress_when']
  const compiled = compileSuppression(source)
  if (!compiled.ok) return [{ row, path, message: compiled.error }]
  const codes = suppressingPoints(source)
  if (codes.length === 0) return [{ row, path, message: "Name a point: points['BF1.FAN1.RUN'] == 0." }]
  const points = context.known('points')
  return codes.filter((code) => !points.has(code)).map((code) => ({ row, path, message: `There is no point "${code}" in points.` }))
}

export const storedAlarm = (row: AlarmFields & { limits?: PointAlarm['limits'] | null }): PointAlarm => ({
  limits: row.limits ?? {},
  rate_limits: row.rate_limits ?? {},
  consecutive: row.consecutive ?? 3,
  deadband: row.deadband ?? 0,
  deadbands: row.deadbands ?? {},
  on_delay_s: row.on_delay_s ?? {},
  off_delay_s: row.off_delay_s ?? {},
  alarm_class: row.alarm_class ?? 'process',
  priorities: row.priorities ?? {},
  outputs: row.outputs ?? {},
  on_acknowledge: row.on_acknowledge ?? [],
  suppress_when: row.suppress_when ?? null,
})

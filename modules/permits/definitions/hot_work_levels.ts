import vine from '@vinejs/vine'
import { registerDefinitions, type DefinitionContext, type DefinitionFault } from '#app/plant/definitions'
import type { GasLimit, HotWorkLevel } from '#modules/permits/level'
import { currentLevels } from '#modules/permits/queries/find_levels'
import { SAMPLE_POSITIONS } from '#modules/permits/rows'

const id = () => vine.string().regex(/^[a-z][a-z0-9_]{0,39}$/)
const text = () => vine.string().minLength(2).maxLength(300)
const codes = () => vine.array(vine.string().maxLength(40)).maxLength(20)
const minutes = (low: number, high: number) => vine.number({ strict: true }).withoutDecimals().range([low, high])
const checks = () => vine.array(vine.object({ id: id(), text: text(), text_en: text() })).minLength(1).maxLength(30)
const needs = { certificates: codes(), courses: codes() }

const schema = vine.object({
  code: vine.string().regex(/^[A-Z][A-Z0-9-]{0,19}$/),
  name: vine.string().maxLength(80),
  name_en: vine.string().maxLength(80),
  rank: vine.number({ strict: true }).withoutDecimals().range([1, 99]),
  gas_classes: vine.array(vine.enum(['1', '2', '3'] as const)),
  valid_hours: vine.number({ strict: true }).range([1, 72]),
  retest_min: minutes(5, 60),
  watch_min: minutes(0, 480),
  gas_positions: vine.array(vine.enum(SAMPLE_POSITIONS)).minLength(1).distinct(),
  gas_limits: vine
    .array(
      vine.object({
        gas: vine.string().maxLength(20),
        unit: vine.string().maxLength(20),
        min: vine.number({ strict: true }).nullable().optional(),
        max: vine.number({ strict: true }).nullable().optional(),
      })
    )
    .minLength(1),
  approvers: vine.array(vine.object({ role: vine.string().maxLength(40), within_min: minutes(1, 2880) })).minLength(1).maxLength(8),
  measures: vine
    .array(
      vine.object({
        id: id(),
        text: text(),
        text_en: text(),
        photo: vine.boolean({ strict: true }),
        not_applicable: vine.boolean({ strict: true }),
      })
    )
    .minLength(1)
    .maxLength(60),
  trades: vine
    .array(vine.object({ id: id(), name: vine.string().maxLength(40), name_en: vine.string().maxLength(40), ...needs }))
    .minLength(1)
    .maxLength(20),
  guardian: vine.object(needs),
  tester: vine.object(needs),
  duties: vine.object({
    version: vine.string().maxLength(40),
    text: vine.array(text()).minLength(1).maxLength(20),
    text_en: vine.array(text()).minLength(1).maxLength(20),
  }),
  start_checks: checks(),
  finish_checks: checks(),
  close_checks: checks(),
  source: vine.string().minLength(3).maxLength(1000),
  active: vine.boolean({ strict: true }).optional(),
})

/** Below these no administrator goes. GB 6222-2005 practice for CO; GB 30871-2022 for the rest, as far as it could be read. */
const FLOORS: GasLimit[] = [
  { gas: 'CO', unit: 'ppm', max: 24 },
  { gas: 'LEL', unit: '%LEL', max: 10 },
  { gas: 'O2', unit: '%vol', min: 19.5, max: 23.5 },
]

/** `hot_work_levels.yaml`. Every change is a new version; permits stay on theirs. */
export function registerHotWorkLevels(): void {
  registerDefinitions<HotWorkLevel>({
    kind: 'hot_work_levels',
    order: 60,
    schema,
    validate: (rows, context) => rows.flatMap((row, index) => [...limitFaults(row, index), ...referenceFaults(row, index, context), ...doubles(row, index)]),
    async current() {
      return (await currentLevels()).map(({ version, ...level }) => level)
    },
    async apply(tx, rows, by) {
      for (const row of rows) {
        const newest = await tx.db.from('permit_levels').where('code', row.code).max('version as version').first()
        await tx.db.table('permit_levels').insert({
          code: row.code,
          version: Number(newest?.version ?? 0) + 1,
          body: JSON.stringify({ ...row, active: row.active ?? true }),
          valid_from: tx.now,
          changed_by: by.name,
        })
      }
    },
  })
}

function limitFaults(row: HotWorkLevel, index: number): DefinitionFault[] {
  return FLOORS.flatMap((floor) => {
    const limit = row.gas_limits.find(({ gas }) => gas === floor.gas)
    const path = ['gas_limits']
    if (!limit) return [{ row: index, path, message: `A limit for ${floor.gas} is missing.` }]
    if (limit.unit !== floor.unit) return [{ row: index, path, message: `${floor.gas} is measured in ${floor.unit}.` }]
    const tooHigh = floor.max !== undefined && (limit.max === null || limit.max === undefined || limit.max > floor.max!)
    const tooLow = floor.min !== undefined && (limit.min === null || limit.min === undefined || limit.min < floor.min!)
    return tooHigh || tooLow
      ? [{ row: index, path, message: `The limits of ${floor.gas} may not be wider than ${floor.min ?? 0} to ${floor.max} ${floor.unit}.` }]
      : []
  })
}

function referenceFaults(row: HotWorkLevel, index: number, context: DefinitionContext): DefinitionFault[] {
  const missing = (kind: string, names: string[], path: string[]): DefinitionFault[] =>
    names.filter((name) => !context.known(kind).has(name)).map((name) => ({ row: index, path, message: `There is no entry "${name}" in ${kind}.` }))
  const groups: [string, { certificates: string[]; courses: string[] }][] = [
    ...row.trades.map((trade): [string, typeof trade] => ['trades', trade]),
    ['guardian', row.guardian],
    ['tester', row.tester],
  ]
  return [
    ...missing('roles', row.approvers.map(({ role }) => role), ['approvers']),
    ...groups.flatMap(([path, group]) => [
      ...missing('certificate_types', group.certificates, [path]),
      ...missing('courses', group.courses, [path]),
    ]),
  ]
}

function doubles(row: HotWorkLevel, index: number): DefinitionFault[] {
  const lists = { measures: row.measures, trades: row.trades, start_checks: row.start_checks, finish_checks: row.finish_checks, close_checks: row.close_checks }
  return Object.entries(lists).flatMap(([path, list]) => {
    const ids = list.map((one) => one.id)
    return new Set(ids).size === ids.length ? [] : [{ row: index, path: [path], message: 'Two entries have the same id.' }]
  })
}


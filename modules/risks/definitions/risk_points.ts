import db from '@adonisjs/lucid/services/db'
import vine from '@vinejs/vine'
import { settingValue } from '#app/kernel/settings'
import { registerDefinitions, unknownReferences, type DefinitionFault } from '#app/plant/definitions'
import { saveRiskPoint, type RiskPointInput } from '#modules/risks/actions/save_risk_point'
import { assess, LEC_VALUES, lecBands, lsTable } from '#modules/risks/grading'
import type { RiskPointRow } from '#modules/risks/rows'

export const analysisSchema = () =>
  vine.object({
    method: vine.enum(['lec', 'ls'] as const),
    l: vine.number().min(0.1).max(10),
    e: vine.number().min(0.5).max(10).optional(),
    c: vine.number().min(1).max(100).optional(),
    s: vine.number().withoutDecimals().range([1, 5]).optional(),
  })

export const FAMILIES = ['gas', 'molten_metal', 'machine', 'height', 'electric', 'fire', 'other'] as const

/** `risk_points.yaml`: the register. Scores and grades are not in it: they follow from the factors. */
export function registerRiskPoints(): void {
  registerDefinitions<RiskPointInput>({
    kind: 'risk_points',
    order: 74,
    schema: vine.object({
      code: vine.string().regex(/^[A-Z][A-Z0-9-]{0,39}$/),
      area: vine.string().maxLength(40),
      name: vine.string().maxLength(120),
      name_en: vine.string().maxLength(120),
      family: vine.enum(FAMILIES),
      analysis: analysisSchema(),
      measures: vine.array(vine.object({ text: vine.string().maxLength(300), text_en: vine.string().maxLength(300) })).maxLength(30),
      responsible: vine.string().maxLength(40).nullable().optional(),
      plan: vine.string().maxLength(40).nullable().optional(),
      published: vine.boolean().optional(),
    }) as never,
    validate: async (rows, context) => [
      ...unknownReferences(rows, 'area', 'areas', context),
      ...unknownReferences(rows, 'responsible', 'people', context),
      ...unknownReferences(rows, 'plan', 'emergency_plans', context),
      ...rows.flatMap((row, index) => factorFaults(row, index)),
      ...(await publishingFaults(rows)),
    ],
    async current() {
      const rows: RiskPointRow[] = await db.from('risk_points').orderBy('code')
      return rows.map((row) => ({
        code: row.code,
        area: row.area_code,
        name: row.name,
        name_en: row.name_en,
        family: row.family,
        analysis: JSON.parse(row.analysis),
        measures: JSON.parse(row.measures),
        responsible: row.responsible_code,
        plan: row.plan_code,
        published: row.status === 'published',
      }))
    },
    async apply(tx, rows) {
      for (const row of rows) await saveRiskPoint(tx, row)
    },
  })
}

/** The factors that the method knows, and all of them. */
export function factorFaults({ analysis }: RiskPointInput, row: number): DefinitionFault[] {
  if (analysis.method === 'ls') return Number.isInteger(analysis.l) && analysis.l >= 1 && analysis.l <= 5 && 's' in analysis ? [] : [{ row, path: ['analysis'], message: 'An LS analysis has l and s, each 1 to 5.' }]
  return (['l', 'e', 'c'] as const)
    .filter((factor) => !(LEC_VALUES[factor] as readonly number[]).includes(analysis[factor]))
    .map((factor) => ({ row, path: ['analysis', factor], message: `${factor.toUpperCase()} is one of ${LEC_VALUES[factor].join(', ')}.` }))
}

/** A file is no way round: what is in force has measures, somebody who answers for it and, when grave, a plan (A04). */
async function publishingFaults(rows: RiskPointInput[]): Promise<DefinitionFault[]> {
  const figures = { bands: await settingValue(lecBands), table: await settingValue(lsTable) }
  return rows.flatMap((row, index) => {
    if (!row.published) return []
    const { grade } = assess(row.analysis, figures)
    const fault = (path: string, message: string): DefinitionFault => ({ row: index, path: [path], message })
    return [
      ...(row.measures.length > 0 ? [] : [fault('measures', 'A published risk point has at least one measure.')]),
      ...(row.responsible ? [] : [fault('responsible', 'A published risk point has a responsible person.')]),
      ...((grade === 'red' || grade === 'orange') && !row.plan ? [fault('plan', `A published ${grade} risk point has an emergency plan.`)] : []),
    ]
  })
}

import { settingValue } from '#app/kernel/settings'
import type { Tx } from '#app/kernel/transaction'
import { assess, lecBands, lsTable, type Analysis } from '#modules/risks/grading'
import type { Measure } from '#modules/risks/rows'

export interface RiskPointInput {
  code: string
  area: string
  name: string
  name_en: string
  family: string
  analysis: Analysis
  measures: Measure[]
  responsible?: string | null
  plan?: string | null
  published?: boolean
}

/** Writes a risk point with the score and grade that follow from its factors, in the caller's transaction. */
export async function saveRiskPoint(tx: Tx, input: RiskPointInput): Promise<void> {
  const figures = { bands: await settingValue(lecBands, tx.db), table: await settingValue(lsTable, tx.db) }
  const row = {
    code: input.code,
    area_code: input.area,
    name: input.name,
    name_en: input.name_en,
    family: input.family,
    analysis: JSON.stringify(input.analysis),
    ...assess(input.analysis, figures),
    measures: JSON.stringify(input.measures),
    responsible_code: input.responsible ?? null,
    plan_code: input.plan ?? null,
    status: input.published ? 'published' : 'draft',
    changed_at: tx.now,
  }
  await tx.db.knexQuery().insert(row).into('risk_points').onConflict('code').merge()
}

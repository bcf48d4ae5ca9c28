import { recordAudit, type Actor } from '#app/audit/index'
import { err, ok, type Result } from '#app/kernel/result'
import type { Reason } from '#app/kernel/reason'
import { settingValue } from '#app/kernel/settings'
import { transact } from '#app/kernel/transaction'
import { againstPublishing, factsOf } from '#modules/risks/actions/publish_risk_point'
import { saveRiskPoint, type RiskPointInput } from '#modules/risks/actions/save_risk_point'
import { assess, lecBands, lsTable } from '#modules/risks/grading'
import type { RiskPointRow } from '#modules/risks/rows'

/**
 * A risk point written by a person. What is in force stays in force: were it a draft again, its area would look milder
 * than it is. So a change that would break the rules of publishing is refused instead.
 */
export function editRiskPoint(input: RiskPointInput, by: Actor): Promise<Result<void, Reason[]>> {
  return transact(async (tx) => {
    const known: RiskPointRow | null = await tx.db.from('risk_points').where('code', input.code).first()
    const published = known?.status === 'published'
    if (known && published) {
      const figures = { bands: await settingValue(lecBands, tx.db), table: await settingValue(lsTable, tx.db) }
      const linked = { responsible_code: input.responsible ?? null, plan_code: input.plan ?? null }
      const wanted = { ...known, ...linked, ...assess(input.analysis, figures), measures: JSON.stringify(input.measures), status: 'draft' as const }
      const reasons = againstPublishing(wanted, await factsOf(tx, linked))
      if (reasons.length > 0) return err(reasons)
    }
    await saveRiskPoint(tx, { ...input, published })
    await recordAudit(tx, { by, action: 'risks.risk_point_saved', subject: { type: 'risk_point', id: input.code }, details: { ...input } })
    return ok(undefined)
  })
}

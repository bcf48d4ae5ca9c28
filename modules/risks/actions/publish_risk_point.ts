import { recordAudit, type Actor } from '#app/audit/index'
import { findAccount } from '#app/identity/index'
import { err, ok, type Result } from '#app/kernel/result'
import { reason, type Reason } from '#app/kernel/reason'
import { transact, type Tx } from '#app/kernel/transaction'
import type { RiskPointRow } from '#modules/risks/rows'

/** Everything against publishing: no measure, nobody who answers for it, no plan for a grave one (A04). Pure. */
export function againstPublishing(point: RiskPointRow, { responsibleActive, planActive }: { responsibleActive: boolean; planActive: boolean }): Reason[] {
  const measures = JSON.parse(point.measures) as unknown[]
  const grave = point.grade === 'red' || point.grade === 'orange'
  return [
    ...(point.status === 'published' ? [reason('risks.published_already')] : []),
    ...(measures.length === 0 ? [reason('risks.measure_needed')] : []),
    ...(responsibleActive ? [] : [reason('risks.responsible_needed')]),
    ...(grave && !planActive ? [reason('risks.plan_needed')] : []),
  ]
}

type Linked = Pick<RiskPointRow, 'responsible_code' | 'plan_code'>

/** Whether what a risk point is linked to is still in service. */
export async function factsOf(tx: Tx, point: Linked): Promise<{ responsibleActive: boolean; planActive: boolean }> {
  const responsible = point.responsible_code ? await findAccount({ code: point.responsible_code }) : null
  const plan = point.plan_code ? await tx.db.from('emergency_plans').where({ code: point.plan_code, active: true }).first() : null
  return { responsibleActive: responsible?.active ?? false, planActive: Boolean(plan) }
}

export function publishRiskPoint(code: string, by: Actor): Promise<Result<RiskPointRow, Reason[]>> {
  return transact(async (tx) => {
    const point: RiskPointRow | null = await tx.db.from('risk_points').where('code', code).first()
    if (!point) return err([reason('risks.no_such_point')])
    const reasons = againstPublishing(point, await factsOf(tx, point))
    if (reasons.length > 0) return err(reasons)

    await tx.db.from('risk_points').where({ code, status: 'draft' }).update({ status: 'published', changed_at: tx.now })
    await recordAudit(tx, { by, action: 'risks.risk_point_published', subject: { type: 'risk_point', id: code }, details: { grade: point.grade, score: point.score } })
    return ok({ ...point, status: 'published' as const })
  })
}

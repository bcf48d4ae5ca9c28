import { requestStopByRule } from '#app/integrations/index'
import type { Tx } from '#app/kernel/transaction'
import type { Firing, Outcome } from '#app/rules/registry'

/** A rule asks the MES for a stop, where the equipment's entry in the allow list says that a rule is enough (I06). */
export async function stopFromRule(tx: Tx, { equipment, reason: given }: Record<string, any>, { id, rule, fields }: Firing): Promise<Outcome> {
  const incidentId = typeof fields.incidentId === 'string' ? fields.incidentId : null
  const asked = await requestStopByRule(tx, { equipment, reason: given || rule.name, incidentId, rule: rule.code, cause: `rule:${id}:${equipment}` })
  if (asked.ok) return { status: 'done', outcome: asked.value.code, link: '/stops' }
  return { status: 'refused', outcome: asked.error.map(({ code }) => code).join(', ') }
}

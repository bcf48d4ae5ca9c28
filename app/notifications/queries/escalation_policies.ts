import db from '@adonisjs/lucid/services/db'
import type { Tx } from '#app/kernel/transaction'
import type { EscalationPolicy } from '#app/notifications/escalation'

export async function allPolicies(client: Pick<Tx['db'], 'from'> = db): Promise<EscalationPolicy[]> {
  const rows = await client.from('escalation_policies').orderBy('code')
  return rows.map(({ code, name, name_en, priority, subject_class, body, active }) => ({
    code,
    name,
    name_en,
    priority,
    subject_class,
    ...JSON.parse(body),
    active: Boolean(active),
  }))
}

export const activePolicies = async (client?: Pick<Tx['db'], 'from'>): Promise<EscalationPolicy[]> =>
  (await allPolicies(client)).filter(({ active }) => active)

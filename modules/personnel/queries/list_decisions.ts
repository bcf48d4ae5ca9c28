import db from '@adonisjs/lucid/services/db'
import type { Because } from '#modules/personnel/access/facts'
import { register } from '#modules/personnel/access/register'
import type { DecisionRow } from '#modules/personnel/rows'

export interface DecisionFilter {
  limit: number
  /** The id of the last one seen; ids are in the order of time. */
  before?: string | null
  gate?: string
  area?: string
  accountId?: string
  decision?: 'grant' | 'deny'
}

export interface ListedDecision {
  id: string
  at: number
  gate: string
  area: string | null
  direction: 'in' | 'out'
  decision: 'grant' | 'deny'
  reasons: Because[]
  source: 'live' | 'gate'
  person: { code: string; name: string; name_en: string | null; company: string | null; company_en: string | null } | null
  badge: string | null
}

/** What gates were asked and what was answered, newest first. */
export async function listDecisions(filter: DecisionFilter): Promise<ListedDecision[]> {
  const query = db.from('access_decisions').orderBy('id', 'desc').limit(filter.limit)
  if (filter.before) query.where('id', '<', filter.before)
  if (filter.gate) query.where('gate_code', filter.gate)
  if (filter.area) query.where('area_code', filter.area)
  if (filter.accountId) query.where('account_id', filter.accountId)
  if (filter.decision) query.where('decision', filter.decision)
  const rows: DecisionRow[] = await query
  const current = await register.fresh()
  return rows.map((row) => {
    const person = row.account_id ? current.find({ accountId: row.account_id }) : null
    return {
      id: row.id,
      at: Number(row.at),
      gate: row.gate_code,
      area: row.area_code,
      direction: row.direction,
      decision: row.decision,
      reasons: JSON.parse(row.reasons),
      source: row.source,
      person: person && { code: person.code, name: person.name, name_en: person.nameEn, company: person.company?.name ?? null, company_en: person.company?.nameEn ?? null },
      badge: row.badge,
    }
  })
}

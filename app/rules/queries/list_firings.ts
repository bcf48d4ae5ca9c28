import db from '@adonisjs/lucid/services/db'
import type { FiringActionRow, RuleFiringRow } from '#app/rules/rows'

/** Newest first, each with what became of its actions. */
export async function listFirings(filter: { code?: string; mode?: string; before?: string; limit: number }) {
  const query = db.from('rule_firings').orderBy('id', 'desc').limit(filter.limit)
  if (filter.code) query.where('rule_code', filter.code)
  if (filter.mode) query.where('mode', filter.mode)
  if (filter.before) query.where('id', '<', filter.before)
  const rows: RuleFiringRow[] = await query
  const actions: FiringActionRow[] = await db
    .from('rule_firing_actions')
    .whereIn('firing_id', rows.map(({ id }) => id))
    .orderBy('position')
  return rows.map((row) => ({
    id: row.id,
    rule: row.rule_code,
    version: row.version,
    mode: row.mode,
    at: row.at,
    area: row.area_code,
    groups: JSON.parse(row.groups),
    facts: JSON.parse(row.facts),
    actions: actions
      .filter((action) => action.firing_id === row.id)
      .map(({ do: name, status, outcome, link, done_at }) => ({ do: name, status, outcome, link, done_at })),
  }))
}

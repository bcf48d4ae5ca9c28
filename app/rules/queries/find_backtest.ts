import db from '@adonisjs/lucid/services/db'
import type { BacktestSummary } from '#app/rules/actions/publish_rule'
import type { RuleDefinition } from '#app/rules/definition'
import { hashOf } from '#app/rules/essence'

/** The newest trial of exactly this definition; null: it was not tried as it stands. */
export async function findBacktest(definition: RuleDefinition): Promise<BacktestSummary | null> {
  const row = await db.from('rule_backtests').where({ rule_code: definition.code, definition_hash: hashOf(definition) }).orderBy('id', 'desc').first()
  return row ? { from: Number(row.from), to: Number(row.to), firings: row.firings } : null
}

import db from '@adonisjs/lucid/services/db'
import type { BacktestSummary } from '#app/rules/actions/publish_rule'
import type { RuleBody, RuleDefinition, RuleMode } from '#app/rules/definition'
import type { RuleRow, RuleVersionRow } from '#app/rules/rows'

export interface RuleVersion {
  code: string
  number: number
  name: string
  name_en: string
  body: RuleBody
  publishedAt: number
  publishedBy: string
  backtest: BacktestSummary | null
  waiver: string | null
}

export interface RuleFile {
  code: string
  mode: RuleMode
  /** The version that acts, or else the one in the shadow; null: nothing runs. */
  running: RuleVersion | null
  /** The version that takes notes beside it. */
  shadow: RuleVersion | null
  newest: RuleVersion | null
  draft: RuleDefinition | null
  draftedBy: string | null
  draftedAt: number | null
  nextRunAt: number | null
  /** Live or in the shadow; null: never. */
  lastFiredAt: number | null
  versions: RuleVersion[]
}

/** Every rule with its versions, newest first. A plant has some dozens. */
export async function listRules(code?: string): Promise<RuleFile[]> {
  const rules: RuleRow[] = await db.from('rules').orderBy('code').if(code, (query) => query.where('code', code!))
  const rows: RuleVersionRow[] = await db
    .from('rule_versions')
    .orderBy('number', 'desc')
    .if(code, (query) => query.where('rule_code', code!))
  const fired = await lastFirings(code)
  return rules.map((rule) => fileOf(rule, rows.filter((row) => row.rule_code === rule.code).map(versionOf), fired.get(rule.code) ?? null))
}

export const findRule = async (code: string): Promise<RuleFile | null> => (await listRules(code))[0] ?? null

async function lastFirings(code?: string): Promise<Map<string, number>> {
  const rows = await db.from('rule_firings').groupBy('rule_code').select('rule_code').max('at as at').if(code, (query) => query.where('rule_code', code!))
  return new Map(rows.map((row) => [String(row.rule_code), Number(row.at)]))
}

function fileOf(rule: RuleRow, versions: RuleVersion[], lastFiredAt: number | null): RuleFile {
  const at = (number: number | null) => versions.find((version) => version.number === number) ?? null
  const [live, shadow] = [at(rule.live_version), at(rule.shadow_version)]
  return {
    code: rule.code,
    mode: live ? 'live' : shadow ? 'shadow' : 'off',
    running: live ?? shadow,
    shadow,
    newest: versions[0] ?? null,
    draft: rule.draft ? JSON.parse(rule.draft) : null,
    draftedBy: rule.drafted_by,
    draftedAt: rule.drafted_at,
    nextRunAt: rule.next_run_at,
    lastFiredAt,
    versions,
  }
}

const versionOf = (row: RuleVersionRow): RuleVersion => ({
  code: row.rule_code,
  number: row.number,
  name: row.name,
  name_en: row.name_en,
  body: JSON.parse(row.body),
  publishedAt: row.published_at,
  publishedBy: row.published_by,
  backtest: row.backtest ? JSON.parse(row.backtest) : null,
  waiver: row.waiver,
})

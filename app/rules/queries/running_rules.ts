import db from '@adonisjs/lucid/services/db'
import type { Instant } from '#app/kernel/clock'
import type { Tx } from '#app/kernel/transaction'
import type { RuleBody, Trigger } from '#app/rules/definition'

type Client = Pick<Tx['db'], 'from'>

/** A version that runs, and whether it acts or only takes notes. */
export interface RunningRule {
  code: string
  version: number
  mode: 'live' | 'shadow'
  name: string
  nameEn: string
  publishedAt: Instant
  body: RuleBody
}

/** What runs now, of one kind of trigger. A rule may act in one version while the next one is tried in its shadow. */
export async function runningRules(kind: Trigger['kind'], client: Client = db): Promise<RunningRule[]> {
  const rows = await client
    .from('rules')
    .join('rule_versions', 'rule_versions.rule_code', 'rules.code')
    .where((either) => either.whereColumn('rule_versions.number', 'rules.live_version').orWhereColumn('rule_versions.number', 'rules.shadow_version'))
    .orderBy(['rules.code', 'rule_versions.number'])
    .select('rules.code', 'rules.live_version', 'rule_versions.number', 'rule_versions.name', 'rule_versions.name_en', 'rule_versions.published_at', 'rule_versions.body')
  return rows
    .map((row) => ({
      code: row.code as string,
      version: row.number as number,
      mode: row.live_version === row.number ? ('live' as const) : ('shadow' as const),
      name: row.name as string,
      nameEn: row.name_en as string,
      publishedAt: Number(row.published_at),
      body: JSON.parse(row.body) as RuleBody,
    }))
    .filter(({ body }) => body.trigger.kind === kind)
}
